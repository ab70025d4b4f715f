package tuitest

import (
	"io"
	"sync"
)

// input is the program's standard input: a pipe that never makes the writer
// wait, since that is the terminal answering in the middle of a write.
type input struct {
	mu    sync.Mutex
	some  *sync.Cond
	data  []byte
	ended bool
}

func newInput() *input {
	in := &input{}
	in.some = sync.NewCond(&in.mu)
	return in
}

// Write adds what was typed.
func (in *input) Write(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.data = append(in.data, p...)
	in.some.Signal()
	return len(p), nil
}

// Read waits for something to be typed.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.data) == 0 {
		if in.ended {
			return 0, io.EOF
		}
		in.some.Wait()
	}
	n := copy(p, in.data)
	in.data = in.data[n:]
	return n, nil
}

// end lets go of a reader.
func (in *input) end() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.ended = true
	in.some.Broadcast()
}
