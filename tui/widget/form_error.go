package widget

// Error returns the words under a field, nothing if there are none.
func (f *Form) Error(id string) string {
	if x := f.Field(id); x != nil {
		return x.err.String()
	}
	return ""
}
