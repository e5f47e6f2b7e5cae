# Completes conda-go-hooks in fish. It is loaded by a line in config.fish: conda-go-hooks completion fish | source
function __conda_go_hooks_complete
    set -l program (command -s conda-go-hooks)
    # A PATH with a dot in it would lead to a program of the current folder.
    string match -q '/*' -- $program; or return
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l current (string unescape -- $token)
    or set current $token
    set -l lines ($program complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    if set -q lines[2]
        printf '%s\n' $lines[2..-1]
    end
    switch "$lines[1]"
        case 'command *'
            set -l start (math 2 + (string replace 'command ' '' -- $lines[1]))
            complete -C (string join ' ' -- (string escape -- $words[$start..-1]) "$token")
        case files
            __fish_complete_path $token ''
        case folders
            __fish_complete_directories $token ''
    end
end
complete -c conda-go-hooks -f -a '(__conda_go_hooks_complete)'
