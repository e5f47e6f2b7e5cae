# Completes conda-go-hooks in nushell, and leaves other commands to the completer that was there before. It is loaded from
# where conda-go-hooks completion --help says.
$env.config.completions.external.completer = (do {
  let before = $env.config.completions.external.completer?
  {|spans|
    let program = which --all conda-go-hooks | where type == external | get 0?.path?
    # A PATH with a dot in it would lead to a program of the current folder.
    let is_there = $program != null and $program =~ '^(?:[A-Za-z]:[\\/]|[\\/])'
    if ($spans | first) != "conda-go-hooks" or not $is_there {
      if $before != null { do $before $spans }
    } else {
      # Quotes around a word are taken off, and nothing is expanded.
      let words = $spans | skip 1 | each {|word| $word | str replace --regex r#'^(["'`])(.*?)\1?$'# '$2' }
      let lines = ^$program complete -- ...$words | complete | get stdout | lines
      let kind = $lines | get 0?
      let values = $lines | skip 1 | each {|line|
        let parts = $line | split row --number 2 "\t"
        let value = $parts.0
        {
          value: (if $value =~ '^[A-Za-z0-9_./:=,+-]+$' { $value } else { $value | to nuon })
          description: ($parts | get 1? | default "")
        }
      }
      # Null has nushell complete files.
      if ($values | is-empty) and $kind != "words" { null } else { $values }
    }
  }
})
