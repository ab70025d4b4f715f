# Completions of crm for bash 3.2 and later.
_crm() {
    local reply
    COMPREPLY=()
    while IFS= read -r reply; do
        case $reply in
        =*) COMPREPLY+=("${reply#=}") ;;
        files)
            compopt -o filenames +o nospace 2>/dev/null
            while IFS= read -r reply; do
                COMPREPLY+=("$reply")
            done < <(compgen -f -- "$2")
            ;;
        esac
    done < <("${1/#\~\//$HOME/}" completion line "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "${COMP_TYPE:-9}" "${COLUMNS:-80}" 2>/dev/null)
}
# The order is ours, most frequent first, where bash can keep one (4.4).
complete -o nospace -o nosort -F _crm crm 2>/dev/null || complete -o nospace -F _crm crm
