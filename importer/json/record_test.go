package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"crm/importer/json"
	"crm/store"
	"crm/store/storetest"
)

// every is one of each record, to be filled.
func every() []store.Record {
	return []store.Record{
		&store.ContactRecord{}, store.Interaction{}, store.ReminderRecord{}, store.Deal{}, store.Purchase{}, store.CompanyRecord{},
		store.FieldRecord{}, store.TagRecord{}, store.RelationRecord{}, store.NotSameRecord{}, store.CadenceRecord{},
		store.SegmentRecord{}, store.MemberRecord{}, store.SettingRecord{}, store.Profile{}, store.ErasedRecord{},
	}
}

// filled gives every field that can be set a value of its own.
func filled(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.Struct:
		if _, isTime := v.Interface().(time.Time); isTime {
			*n++
			v.Set(reflect.ValueOf(storetest.Start.UTC().Add(time.Duration(*n) * time.Millisecond)))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				filled(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			filled(v.Index(i), n)
		}
	case reflect.String:
		*n++
		v.SetString(fmt.Sprintf("value %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		*n++
		v.SetInt(int64(*n))
	default:
		panic("no value for " + v.Type().String())
	}
}

// TestEveryRecord: no field of any record is lost on the way through its line.
func TestEveryRecord(t *testing.T) {
	n := 0
	for _, empty := range every() {
		for _, full := range []bool{true, false} {
			v := reflect.New(reflect.Indirect(reflect.ValueOf(empty)).Type())
			if full {
				filled(v.Elem(), &n)
			}
			r, ok := v.Interface().(store.Record)
			if reflect.TypeOf(empty).Kind() != reflect.Pointer {
				r, ok = v.Elem().Interface().(store.Record)
			}
			if !ok {
				t.Fatalf("%T is no record", empty)
			}
			r = settle(r)
			text, err := stdjson.Marshal(json.Of(r))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.Read(text, "VN")
			if err != nil || len(got) != 1 {
				t.Errorf("%s: %d records, %v", text, len(got), err)
				continue
			}
			if !reflect.DeepEqual(got[0], r) {
				t.Errorf("%s\ngot  %+v\nwant %+v", text, got[0], r)
			}
		}
	}
}

// settle takes away what a line does not hold because it is derived, or for another
// kind of record.
func settle(r store.Record) store.Record {
	switch r := r.(type) {
	case *store.ContactRecord:
		for i := range r.Emails {
			r.Emails[i].Key = ""
		}
		r.Stats, r.Stage, r.Value = store.Stats{}, "", store.Money{}
		if len(r.Tags) == 0 { // an empty list is one
			r.Tags = []string{}
		}
	case store.ReminderRecord:
		if r.DueOn != "" {
			r.DueOn = "2026-11-23"
		}
		return r
	case store.SegmentRecord:
		if r.Fixed {
			r.Query = ""
		}
		return r
	}
	return r
}

// TestReadByHand: a line that somebody wrote may leave out what it does not know.
func TestReadByHand(t *testing.T) {
	got, err := json.Read([]byte(`{"type":"contact","name":"Ánh","phones":[{"text":"0912 345 678"},{"text":"0912345678","key":""}],
		"interactions":[{"kind":"note","at":"2026-11-23T09:41:00+07:00"},{"kind":"call"}],"reminders":[{"due":"2026-12-01"},{"due":"2026-12-02T07:00:00Z"}]}`), "VN")
	if err != nil || len(got) != 5 {
		t.Fatal(got, err)
	}
	c := got[0].(*store.ContactRecord)
	if c.Phones[0].Key != "+84912345678" || c.Phones[1].Key != "" {
		t.Errorf("%+v", c.Phones)
	}
	if i := got[1].(store.Interaction); i.Kind != "call" {
		t.Errorf("the oldest is %+v", i)
	}
	if i := got[2].(store.Interaction); !i.At.Equal(storetest.Start) {
		t.Errorf("at %v", i.At)
	}
	if r := got[4].(store.ReminderRecord); r.DueOn != "2026-12-02" || r.DueAt.IsZero() {
		t.Errorf("%+v", r)
	}
	for in, want := range map[string]string{
		`{"type":"moon"}`:                            `type "moon": not a record of crm`,
		`{"type":"contact","name":7}`:                "name: a number cannot stand here",
		`{"type":"contact","created":"soon"}`:        `created: "soon" is not a time: write it as 2026-11-23T09:41:00Z`,
		`{"type":"trashed","name":"x"}`:              "a contact in the trash has to say when it was deleted",
		`{"type":"reminder","due":"2026-12-02T99Z"}`: `due: "2026-12-02T99Z" is not a time: write it as 2026-11-23T09:41:00Z`,
	} {
		if _, err := json.Read([]byte(in), ""); err == nil || err.Error() != want {
			t.Errorf("%s: %v", in, err)
		}
	}
	if _, err := json.Read([]byte(`{"type":"moon"}`), ""); !errors.Is(err, json.ErrType) {
		t.Error("not ErrType")
	}
}

func TestOwn(t *testing.T) {
	for in, want := range map[string]bool{
		`{"type":"contact","id":"vpapx7qqh2pn8ytm","name":"x"}`: true,
		`{"type":"setting","key":"a"}`:                          true,
		`{"type":"contact","id":"12345"}`:                       false,
		`{"type":"contact","id":12345}`:                         false,
		`{"type":"contact","name":"x"}`:                         false,
		`{"type":"person","id":"vpapx7qqh2pn8ytm"}`:             false,
		`{"name":"x"}`: false,
		`[1]`:          false,
	} {
		if got := json.Own([]byte(in)); got != want {
			t.Errorf("%s: %v", in, got)
		}
	}
}

// FuzzRead: any line is records or an error, and records make a line that reads as
// the same ones.
func FuzzRead(f *testing.F) {
	n := 0
	for _, r := range every() {
		v := reflect.New(reflect.Indirect(reflect.ValueOf(r)).Type())
		filled(v.Elem(), &n)
		if reflect.TypeOf(r).Kind() != reflect.Pointer {
			v = v.Elem()
		}
		text, err := stdjson.Marshal(json.Of(settle(v.Interface().(store.Record))))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		json.Own(text)
		got, err := json.Read(text, "VN")
		if err != nil {
			return
		}
		for _, r := range got {
			line, err := stdjson.Marshal(json.Of(r))
			if err != nil {
				t.Fatal(err)
			}
			again, err := json.Read(line, "VN")
			if err != nil || len(again) != 1 {
				t.Fatalf("%s: %v", line, err)
			}
			if twice, err := stdjson.Marshal(json.Of(again[0])); err != nil || !bytes.Equal(twice, line) {
				t.Fatalf("%s\n%s\n%v", line, twice, err)
			}
		}
	})
}
