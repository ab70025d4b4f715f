package keys

// record is what is done to a contact. A letter is the same verb on every
// screen that shows contacts, and a capital is the stronger form.
func record() []Binding {
	return in(Record, "Contact",
		Binding{ID: Call, Keys: k("c"), Label: "call", Rank: 1, Help: "call the number"},
		Binding{ID: Log, Keys: k("L"), Label: "log", Rank: 3, Help: "log what happened, in one line"},
		Binding{ID: Outcome, Keys: k("o"), Opens: OutcomeMenu, Label: "outcome", Rank: 5, Help: "log how the call went"},
		Binding{ID: Follow, Keys: k("f"), Opens: FollowMenu, Label: "follow-up", Short: "due", Rank: 6, Help: "set the follow-up"},
		Binding{ID: TagIt, Keys: k("t"), Label: "tag", Rank: 8, Help: "add a tag, or take it away with -tag"},
		Binding{ID: Note, Keys: k("n"), Label: "note", Rank: 9, Help: "write a note"},
		Binding{ID: Edit, Keys: k("e"), Label: "edit", Rank: 10, Help: "edit the fields"},
		Binding{ID: Done, Keys: k("x"), Label: "done", Rank: 7, Help: "done with what is due, without a log"},
		Binding{ID: Copy, Keys: k("y"), Opens: CopyMenu, Label: "copy", Rank: 11, Help: "copy to the clipboard"},
		Binding{ID: Merge, Keys: k("M"), Label: "merge", Help: "merge two marked contacts, side by side"},
		Binding{ID: Trash, Keys: k("D"), Label: "trash", Help: "put into the trash; kept for 30 days"},
	)
}

func outcome() []Binding {
	return in(OutcomeMenu, "Outcome of a call",
		Binding{ID: OutReached, Keys: k("o", "enter"), Label: "reached…", Help: "reached: opens the log line"},
		Binding{ID: OutNoAnswer, Keys: k("n"), Label: "no answer", Help: "no answer: try again later"},
		Binding{ID: OutVoicemail, Keys: k("v"), Label: "voicemail", Help: "left a message"},
		Binding{ID: OutBusy, Keys: k("b"), Label: "busy", Help: "busy: try again in two hours"},
		Binding{ID: OutWrong, Keys: k("w", "x"), Label: "wrong number", Help: "wrong number"},
		Binding{ID: OutRefused, Keys: k("r"), Label: "refused", Help: "does not want it"},
		Binding{ID: OutLater, Keys: k("l"), Label: "call later…", Help: "call later: type when"},
		Binding{ID: OutBooked, Keys: k("m"), Label: "meeting booked…", Help: "a meeting is booked: opens the log line"},
	)
}

func follow() []Binding {
	return in(FollowMenu, "Follow-up",
		Binding{ID: FollowDays, Keys: k("1-9"), Label: "days", Help: "in so many days"},
		Binding{ID: FollowHours, Keys: k("h"), Label: "+2 h", Help: "in two hours"},
		Binding{ID: FollowWeek, Keys: k("n", "w"), Label: "next week", Help: "in a week"},
		Binding{ID: FollowMonth, Keys: k("m"), Label: "+1 month", Help: "in a month"},
		Binding{ID: FollowDate, Keys: k("/"), Label: "type…", Help: "type a date"},
		Binding{ID: FollowClear, Keys: k("0"), Label: "no date", Help: "no follow-up"},
	)
}

func copying() []Binding {
	return in(CopyMenu, "Copy",
		Binding{ID: CopyPhone, Keys: k("p"), Label: "phone", Help: "the phone number"},
		Binding{ID: CopyEmail, Keys: k("e"), Label: "email", Help: "the email address"},
		Binding{ID: CopyName, Keys: k("n"), Label: "name", Help: "the name"},
		Binding{ID: CopyAddress, Keys: k("a"), Label: "address", Help: "the postal address"},
		Binding{ID: CopySummary, Keys: k("s"), Label: "summary", Help: "a few lines about the contact"},
	)
}

func marking() []Binding {
	return in(Marking, "Marks",
		Binding{ID: Mark, Keys: k("space"), Label: "mark", Help: "mark and move down"},
		Binding{ID: MarkAll, Keys: k("*"), Label: "mark all", Help: "mark all that match"},
		Binding{ID: MarkInvert, Keys: k(`\`), Label: "invert", Help: "mark the others instead"},
	)
}
