package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"crm/store"
	"crm/store/safe"
)

// noInput tells that nothing may be asked.
func (a *app) noInput() bool { return a.flags.noInput || isTrue(a.get("CRM_NO_INPUT")) }

func isTrue(s string) bool {
	b, err := strconv.ParseBool(s)
	return s != "" && (b || err != nil)
}

// confirm asks a question that has to be answered with yes. Where nobody can be
// asked it fails and names the flag.
func (a *app) confirm(question string) error {
	if a.flags.yes {
		return nil
	}
	if a.noInput() || !a.interactive() {
		return usagef(question+" Nobody can be asked here", "give --yes")
	}
	a.out.ask(safe.Sprintf("%s [y/N]", question))
	answer, _ := a.stdin.ReadString('\n') // the end of input is a no
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "c", "co", "có", "是":
		return nil
	}
	return &failure{what: "nothing was changed", code: exitFailed}
}

// manyAtOnce is from how many contacts on a change by a query is asked about.
const manyAtOnce = 50

// confirmMany asks before a change of many contacts.
func (a *app) confirmMany(n int, what string) error {
	if a.flags.dryRun || n <= manyAtOnce {
		return nil
	}
	return a.confirm(fmt.Sprintf("%s %s?", what, contacts(n)))
}

// choose lets somebody on a terminal pick one of several contacts.
func (a *app) choose(ctx context.Context, s *store.Store, many *store.Ambiguous) (store.Listed, error) {
	a.out.sayf("%s:", many.Error())
	for i, l := range many.Found {
		id, err := s.ShortID(ctx, l.UID)
		if err != nil {
			return store.Listed{}, err
		}
		a.out.sayf("%3d  %s  %s", i+1, id, strings.Join(filled(l.Name, l.Company, l.Phone, l.Email), " · "))
	}
	if many.Total > len(many.Found) {
		a.out.sayf("     and %d more", many.Total-len(many.Found))
	}
	a.out.ask(safe.Line("Which one (number)?"))
	answer, _ := a.stdin.ReadString('\n')
	n, err := strconv.Atoi(strings.TrimSpace(answer))
	if err != nil || n < 1 || n > len(many.Found) {
		return store.Listed{}, &failure{what: "nobody was chosen", hint: "use an id, e-mail or phone", code: exitAmbiguous}
	}
	return many.Found[n-1], nil
}

// filled drops empty texts.
func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// contacts says how many.
func contacts(n int) string { return counts(n, "contact", "contacts") }

func counts(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
