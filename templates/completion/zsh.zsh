#compdef conda-go-hooks
# Completes conda-go-hooks in zsh. It is loaded by a line in ~/.zshrc: eval "$(conda-go-hooks completion zsh)"
_conda_go_hooks() {
  local program=${commands[conda-go-hooks]} kind line value
  local -a lines values shown suffix before
  # A PATH with a dot in it would lead to a program of the current folder.
  [[ $program == /* ]] || return 1

  (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
  lines=("${(@f)$("$program" complete -- "${before[@]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  for line in "${(@)lines[2,-1]}"; do
    value=${line%%$'\t'*}
    values+=("$value")
    shown+=("$value  -- ${line#*$'\t'}")
    [[ $line == *$'\t' ]] && shown[-1]=$value
  done
  [[ $values[1] == *= ]] && suffix=(-S '')
  (( $#values )) && compadd "${(@)suffix}" -l -d shown -a values

  case $kind in
    command*)
      shift $(( ${kind#command } + 1 )) words
      (( CURRENT -= ${kind#command } + 1 ))
      _normal
      ;;
    files)
      compset -P '--[^=]#='
      _files
      ;;
    folders)
      compset -P '--[^=]#='
      _files -/
      ;;
  esac
}

if [[ $funcstack[1] == _conda-go-hooks ]]; then
  _conda_go_hooks "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _conda_go_hooks conda-go-hooks
fi
