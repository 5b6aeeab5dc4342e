package gitlog

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// blobs answers what stands in files of commits, through one git that stays
// open for all questions.
type blobs struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func newBlobs(top string) (*blobs, error) {
	cmd := command(context.Background(), top, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &blobs{cmd, in, bufio.NewReaderSize(out, 64<<10)}, cmd.Start()
}

func (b *blobs) close() {
	_ = b.in.Close()
	_, _ = io.Copy(io.Discard, b.out)
	_ = b.cmd.Wait()
}

// blob is a file's content, and git's name for it; without a name there is none.
type blob struct {
	id   string
	data []byte
}

// get returns the file at a place.
func (b *blobs) get(p place) (blob, error) {
	if strings.Contains(p.path, "\n") {
		return blob{}, nil // git's protocol ends a name there; no site has such a file
	}
	if _, err := fmt.Fprintf(b.in, "%s:%s\n", p.commit, p.path); err != nil {
		return blob{}, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return blob{}, fmt.Errorf("git cat-file: %w", err)
	}
	fields := strings.Fields(strings.TrimPrefix(head, p.commit+":"+p.path))
	if len(fields) != 3 {
		return blob{}, nil // "missing"
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return blob{}, fmt.Errorf("git cat-file: %q", head)
	}
	data := make([]byte, size+1) // and a line end
	if _, err := io.ReadFull(b.out, data); err != nil || fields[1] != "blob" {
		return blob{}, err
	}
	return blob{fields[0], data[:size]}, nil
}

// has reports whether there is a file at a place.
func (b *blobs) has(p place) (bool, error) {
	found, err := b.get(p)
	return found.id != "", err
}
