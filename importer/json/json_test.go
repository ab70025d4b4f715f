package json_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"crm/importer/json"
	"crm/store"
)

func TestWriter(t *testing.T) {
	r := json.Reminder{Type: "reminder", ID: "r", Text: "<a & b>\u2028"}
	for name, c := range map[string]struct {
		lines bool
		n     int
		want  string
	}{
		"no lines": {true, 0, ""}, "no array": {false, 0, "[]\n"},
	} {
		var b bytes.Buffer
		w := json.NewWriter(&b, c.lines)
		if err := w.Close(); err != nil || b.String() != c.want {
			t.Errorf("%s: %q, %v", name, b.String(), err)
		}
	}
	line := `{"type":"reminder","id":"r","contact":"","kind":"","due":"","due_on":"","text":"<a & b>\u2028","owed":"","rule":"","ahead_days":0,"done":""}` + "\n"
	for lines, want := range map[bool]string{true: line + line, false: "[\n" + line + "," + line + "]\n"} {
		var b bytes.Buffer
		w := json.NewWriter(&b, lines)
		for range 2 {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || b.String() != want {
			t.Errorf("lines %v: %q, %v", lines, b.String(), err)
		}
		if err := w.Write(r); err == nil {
			t.Error("written after Close")
		}
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorIsNotLost(t *testing.T) {
	w := json.NewWriter(full{}, true)
	w.Write(json.Reminder{})
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("Close: %v", err)
	}
}

func TestRecords(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	c := json.OfContact(&store.Contact{
		UID: "u", Created: at, Value: store.Money{Minor: 5, Currency: "VND"},
		Phones: []store.Phone{{Text: "0912", Key: "+84912"}, {Text: "113"}}, Emails: []store.Email{{Address: "a@b.vn"}},
		Tags: []string{"vip"}, Custom: []store.Custom{{Key: "k", Label: "K", Value: "v"}},
	})
	if c.Created != "2026-11-23T02:00:00.000Z" || c.Updated != "" || c.Phone != "0912" || len(c.Phones) != 2 || c.Email != "a@b.vn" || *c.Value != (json.Money{Minor: 5, Currency: "VND"}) || c.Tags[0] != "vip" || c.Custom[0].Value != "v" {
		t.Errorf("%+v", c)
	}
	if e := json.OfContact(&store.Contact{}); e.Phones == nil || e.Tags == nil || e.Value != nil {
		t.Errorf("lists of an empty contact are null: %+v", e)
	}
	if r := json.OfReminder(&store.Reminder{DueOn: "2026-12-01"}); r.Due != "2026-12-01" {
		t.Errorf("%+v", r)
	}
	if r := json.OfReminder(&store.Reminder{DueOn: "2026-12-01", DueAt: at}); r.Due != "2026-11-23T02:00:00.000Z" {
		t.Errorf("%+v", r)
	}
	if i := json.OfInteraction(&store.Interaction{UID: "i", At: at, Seconds: 9}); i.At != "2026-11-23T02:00:00.000Z" || i.Seconds != 9 || i.Type != "interaction" {
		t.Errorf("%+v", i)
	}
}
