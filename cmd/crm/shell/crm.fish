# Completions of crm for fish 3 and later.
function __crm_complete
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    # The word at the cursor as it is meant: a quote may still be open.
    set -l word $token
    for close in "" '"' "'"
        set -l meant (string unescape -- $token$close 2>/dev/null)
        and set word $meant
        and break
    end
    set -l lines (command $words[1] __complete $words[2..-1] "$word" 2>/dev/null)
    string match -q ':*' -- $lines[-1]; or return
    set -l flag (string match -r -- '^--[^=]*=' "$word")
    switch $lines[-1]
        case :8 :16
            __fish_complete_path "$word"
        case '*'
            if test (count $lines) -gt 1
                printf '%s\n' "$flag"$lines[1..-2]
            else if test $lines[-1] = :0
                __fish_complete_path "$word"
            end
    end
end
complete -c crm -e
complete -c crm -f -k -a '(__crm_complete)'
