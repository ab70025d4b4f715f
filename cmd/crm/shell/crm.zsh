#compdef crm
# Completions of crm for zsh.
_crm() {
    emulate -L zsh
    setopt extended_glob
    local -a lines texts shown space
    local line directive flag tab=$'\t' quote="'\\''"
    lines=("${(@f)$(CRM_COMPLETE_ANY=1 "${(Q)words[1]/#\~\//$HOME/}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    [[ ${lines[-1]} == :<-> ]] || return 1
    directive=${lines[-1]#:}
    [[ $PREFIX == --*=* ]] && flag=${PREFIX%%=*}=
    lines=("${(@)lines[1,-2]}")
    for line in "${lines[@]}"; do
        [[ -n $line ]] || continue
        texts+=("$flag${line%%$tab*}")
        if [[ $line == *$tab* ]]; then
            shown+=("${line%%$tab*}  -- ${line#*$tab}")
        else
            shown+=("$line")
        fi
    done
    if (( directive & 24 )); then
        _files
        return
    elif (( ! ${#texts} )); then
        (( directive & 4 )) || _files
        return
    fi
    (( directive & 2 )) && space=(-S '')
    # What does not begin as it was typed is offered, too; the line stays as it is
    # until one of several is chosen.
    if (( ${#texts} > 1 && ! ${#${(M)texts:#${(b)${(Q)PREFIX}}*}} )); then
        compstate[insert]=menu
    fi
    case $compstate[quote] in
    \') texts=("${(@)texts//\'/$quote}") ;;
    \") texts=("${(@)texts//(#m)[\"\\\$\`]/\\$MATCH}") ;;
    *) texts=("${(@q)texts}") ;;
    esac
    compadd -Q -U -l -V crm -d shown "${space[@]}" -- "${texts[@]}"
}
if [[ $funcstack[1] == _crm ]]; then
    _crm "$@"
else
    compdef _crm crm
fi
