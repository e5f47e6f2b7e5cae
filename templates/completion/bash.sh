# Completes conda-go-hooks in bash. It is loaded by a line in ~/.bashrc: eval "$(conda-go-hooks completion bash)"
_conda_go_hooks() {
  local program line=${COMP_LINE:0:COMP_POINT} rest piece kind value stem current given i
  local -a words=() parts=()
  COMPREPLY=()
  # A PATH with a dot in it would lead to a program of the current folder.
  program=$(type -P conda-go-hooks) && [[ $program == /* ]] || return 0

  # Bash parts words at = and : as well; here they are whole again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    piece=${COMP_WORDS[i]}
    [[ $rest == "$piece"* ]] || piece=$rest
    if ((i == 0)) || [[ $rest != "$line" ]]; then words+=("$piece"); else words[${#words[@]} - 1]+=$piece; fi
    line=${rest#"$piece"}
  done
  # Quotes are taken off and nothing is expanded.
  parts=("${words[@]:1}")
  parts=("${parts[@]//[\\\"\']/}")
  given=${2//[\\\"\']/}
  current=${parts[${#parts[@]} - 1]}
  stem=${current%"$given"}

  {
    IFS= read -r kind || return 0
    case $kind in
      files) compopt -o default ;;
      folders) compopt -o plusdirs -o filenames ;;
      command*)
        compopt -o default
        # Of what is run, the first word is a command.
        if ((${kind#command } == ${#parts[@]} - 1)); then
          while IFS= read -r value; do
            printf -v value %q "$value"
            COMPREPLY+=("$value")
          done < <(compgen -c -- "$given")
        fi
        ;;
    esac 2>/dev/null
    while IFS=$'\t' read -r value _; do
      value=${value#"$stem"}
      [[ $value == *= ]] && compopt -o nospace 2>/dev/null
      # Folders are quoted by readline. Within quotes that are open, what they cannot hold is left out.
      if [[ $kind != folders ]]; then
        case ${COMP_WORDS[COMP_CWORD]} in
          \'*) [[ $value == *\'* ]] && continue ;;
          \"*) [[ $value == *[\"\\\$\`!]* ]] && continue ;;
          *) printf -v value %q "$value" ;;
        esac
      fi
      COMPREPLY+=("$value")
    done
  } < <("$program" complete -- "${parts[@]}" 2>/dev/null </dev/null)
}
complete -F _conda_go_hooks conda-go-hooks
