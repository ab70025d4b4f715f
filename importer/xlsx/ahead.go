package xlsx

import (
	"io"
	"sync"
)

// ahead reads from another goroutine, so that inflating a part
// and scanning it run on two cores.
type ahead struct {
	full chan block
	free chan []byte
	stop chan struct{}
	idle sync.WaitGroup
	once sync.Once
	now  block  // being read
	rest []byte // of it
}

type block struct {
	data []byte
	err  error
}

const (
	aheadBlock  = 128 << 10
	aheadBlocks = 3
)

// newAhead begins to read rc, which it closes at the end.
func newAhead(rc io.ReadCloser) *ahead {
	a := &ahead{
		full: make(chan block, aheadBlocks),
		free: make(chan []byte, aheadBlocks),
		stop: make(chan struct{}),
	}
	for range aheadBlocks {
		a.free <- nil
	}
	a.idle.Go(func() {
		defer rc.Close()
		a.run(rc)
	})
	return a
}

func (a *ahead) run(r io.Reader) {
	for {
		var buf []byte
		select {
		case buf = <-a.free:
		case <-a.stop:
			return
		}
		if buf == nil {
			buf = make([]byte, aheadBlock)
		}
		n, err := io.ReadFull(r, buf[:aheadBlock])
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		a.full <- block{buf[:n], err}
		if err != nil {
			return
		}
	}
}

// Read implements io.Reader. It must not be called after Close.
func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.data != nil {
			a.free <- a.now.data
		}
		a.now = <-a.full
		a.rest = a.now.data
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close ends the reading and waits until the other goroutine is gone.
func (a *ahead) Close() error {
	a.once.Do(func() { close(a.stop) })
	a.idle.Wait()
	return nil
}
