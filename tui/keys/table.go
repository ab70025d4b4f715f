package keys

// The actions. Screens switch on these.
const (
	// Global.
	GoToday      ID = "today"
	GoContacts   ID = "contacts"
	GoSegments   ID = "segments"
	Find         ID = "search"
	Segment      ID = "segment"
	OpenSegment  ID = "segment-open"
	LastList     ID = "segment-last"
	Go           ID = "go"
	Undo         ID = "undo"
	Redo         ID = "redo"
	GoBack       ID = "back"
	Add          ID = "add"
	Import       ID = "import"
	Help         ID = "help"
	Quit         ID = "quit"
	Peel         ID = "esc"
	Interrupt    ID = "interrupt"
	Redraw       ID = "redraw"
	Suspend      ID = "suspend"
	ErrorDetails ID = "error-details"

	// Moving.
	Down       ID = "down"
	Up         ID = "up"
	First      ID = "first"
	Last       ID = "last"
	HalfDown   ID = "half-page-down"
	HalfUp     ID = "half-page-up"
	PageDown   ID = "page-down"
	PageUp     ID = "page-up"
	DetailDown ID = "detail-down"
	DetailUp   ID = "detail-up"
	OpenPage   ID = "open"
	Preview    ID = "preview"

	// Marking.
	Mark       ID = "mark"
	MarkAll    ID = "mark-all"
	MarkInvert ID = "mark-invert"

	// Record.
	Call    ID = "call"
	Log     ID = "log"
	Outcome ID = "outcome"
	Follow  ID = "follow-up"
	Done    ID = "done"
	TagIt   ID = "tag"
	Note    ID = "note"
	Edit    ID = "edit"
	Copy    ID = "copy"
	Trash   ID = "trash"
	SaveAs  ID = "save-segment"
	Sample  ID = "sample"
	Fold    ID = "fold"
	Merge   ID = "merge"

	OutReached   ID = "outcome-reached"
	OutNoAnswer  ID = "outcome-no-answer"
	OutVoicemail ID = "outcome-voicemail"
	OutBusy      ID = "outcome-busy"
	OutWrong     ID = "outcome-wrong"
	OutRefused   ID = "outcome-refused"
	OutLater     ID = "outcome-later"
	OutBooked    ID = "outcome-booked"

	FollowDays  ID = "follow-days"
	FollowHours ID = "follow-hours"
	FollowWeek  ID = "follow-week"
	FollowMonth ID = "follow-month"
	FollowDate  ID = "follow-date"
	FollowClear ID = "follow-clear"

	CopyPhone   ID = "copy-phone"
	CopyEmail   ID = "copy-email"
	CopyName    ID = "copy-name"
	CopyAddress ID = "copy-address"
	CopySummary ID = "copy-summary"

	// Duplicates.
	GoDupes   ID = "duplicates"
	NotSame   ID = "not-same"
	MergeSure ID = "merge-sure"
	TakeLeft  ID = "merge-left"
	TakeRight ID = "merge-right"
	TakeBoth  ID = "merge-both"
	Swap      ID = "merge-swap"

	// Segments.
	SegmentAdd    ID = "segment-add"
	SegmentEdit   ID = "segment-edit"
	SegmentRename ID = "segment-rename"
	SegmentDelete ID = "segment-delete"
	SegmentCopy   ID = "segment-copy"
	SaveNew       ID = "segment-save-new"
	Revert        ID = "segment-revert"
	ListAdd       ID = "list-add"
	ListRemove    ID = "list-remove"

	// Dialogs.
	Accept    ID = "accept"
	Pick      ID = "menu-pick"
	OpenFirst ID = "accept-open"
	Complete  ID = "complete"
	Newline   ID = "newline"
	NextField ID = "field-next"
	PrevField ID = "field-previous"
	Save      ID = "save"
	Discard   ID = "discard"
	Cancel    ID = "cancel"
	Yes       ID = "yes"
	No        ID = "no"
)

// Table returns the bindings, in the order in which the footer and the help
// show them.
func Table() []Binding {
	var t []Binding
	for _, part := range [][]Binding{
		screens(), duplicates(), segments(), record(), outcome(), follow(), copying(), marking(), moving(), global(), dialogs(), editor(),
	} {
		t = append(t, part...)
	}
	return t
}

// in gives a group of bindings what they have in common.
func in(s Scope, group string, bindings ...Binding) []Binding {
	for i := range bindings {
		bindings[i].Scope = s
		bindings[i].Group = group
	}
	return bindings
}

// k makes the keys of a binding.
func k(keys ...string) []string { return keys }
