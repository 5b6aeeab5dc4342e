package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/tilelog"
)

// Case is what is to be proven: a text, and what belongs to it.
type Case struct {
	Notice, Locale, Effective string
	PublicKey                 string
	Changes                   []string // lines of the change log
	Receipts                  []string // lines of the receipts
}

// Make leads from the lines and the text of a case to the log of a site: the files of a bundle that are about the log,
// by name. What is not sealed is an error: it cannot be proven.
func Make(files fs.FS, l *evidence.Log, leaves []leaf.Leaf, c Case) (map[string][]byte, error) {
	m := maker{files: files, log: l, leaves: leaves, out: map[string][]byte{tilelog.CheckpointFile: l.Raw}}
	b := Proof{Notice: c.Notice, Locale: c.Locale, Effective: c.Effective, PublicKey: c.PublicKey}
	wanted, err := m.wanted(c)
	if err != nil {
		return nil, err
	}
	last := slices.Max(wanted)
	if err := m.earlier(&b, last); err != nil {
		return nil, err
	}
	keys := m.laterKeys()
	for _, at := range keys {
		if err := m.introduced(&b, at); err != nil {
			return nil, err
		}
	}
	for _, at := range inOrder(append(m.witnessed(wanted), keys...)) {
		in, err := m.include(at)
		if err != nil {
			return nil, err
		}
		b.Leaves = append(b.Leaves, in)
	}
	data, err := json.MarshalIndent(b, "", " ")
	m.out[ProofFile] = append(data, '\n')
	m.lines(ChangesFile, c.Changes)
	m.lines(ReceiptsFile, c.Receipts)
	return m.out, err
}

type maker struct {
	files  fs.FS
	log    *evidence.Log
	leaves []leaf.Leaf
	sizes  []int64 // of the checkpoints in the bundle
	out    map[string][]byte
}

func (m *maker) lines(name string, lines []string) {
	if len(lines) > 0 {
		m.out[name] = []byte(strings.Join(lines, "\n") + "\n")
	}
}

// wanted are the leaves of a case: its text with all corrections, its changes, its receipts.
func (m *maker) wanted(c Case) (at []int64, err error) {
	for i, l := range m.leaves {
		if l.Kind != leaf.KindText {
			continue
		}
		if t, _ := l.Text(); t.Notice == c.Notice && t.Locale == c.Locale && t.Effective == c.Effective {
			at = append(at, int64(i))
		}
	}
	if len(at) == 0 {
		return nil, errors.New("the text is not sealed")
	}
	for _, line := range c.Changes {
		i, ok := m.log.Index(leaf.Change(line))
		if !ok {
			return nil, fmt.Errorf("a change is not sealed: %s", line)
		}
		at = append(at, i)
	}
	for _, line := range c.Receipts {
		i, ok := m.log.Index(leaf.Receipt(line))
		if !ok {
			return nil, errors.New("a receipt is not sealed")
		}
		at = append(at, i)
	}
	return at, nil
}

// witnessed adds what says where and when: the last leaf with the site's addresses, and the end of each seal that a
// wanted leaf belongs to.
func (m *maker) witnessed(wanted []int64) []int64 {
	site := int64(-1)
	for i, l := range m.leaves {
		if l.Kind == leaf.KindSite {
			site = int64(i)
		}
	}
	out := append(slices.Clone(wanted), site)
	for _, at := range wanted {
		for i := at; i < int64(len(m.leaves)); i++ {
			if m.leaves[i].Kind == leaf.KindSeal {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// inOrder are places in the log, each once.
func inOrder(at []int64) []int64 {
	slices.Sort(at)
	return slices.Compact(at)
}

// laterKeys are the leaves of the keys that took the place of the first.
func (m *maker) laterKeys() (at []int64) {
	for i, l := range m.leaves {
		if l.Kind == leaf.KindKey {
			at = append(at, int64(i))
		}
	}
	return at[min(1, len(at)):]
}

// introduced puts the first checkpoint over a key's leaf into the bundle. The key before signed it, too: by it, whoever
// has that one follows to the key that signs now.
func (m *maker) introduced(b *Proof, at int64) error {
	kept, err := evidence.Kept(m.files)
	if err != nil {
		return err
	}
	for _, size := range kept {
		if size > at && size < m.log.Size {
			return m.checkpoint(b, size, nil)
		}
	}
	return nil
}

// earlier puts checkpoints with time stamps into the bundle: the first that covers all wanted leaves, whose time is the
// nearest to what it proves, and the last.
func (m *maker) earlier(b *Proof, last int64) error {
	kept, err := evidence.Kept(m.files)
	if err != nil {
		return err
	}
	m.sizes = []int64{m.log.Size}
	first := true
	for _, size := range kept {
		covers := size > last && size <= m.log.Size
		if stamps := m.stampsOf(size); covers && len(stamps) > 0 && (first || size == m.log.Size) {
			first = false
			if err := m.checkpoint(b, size, stamps); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maker) stampsOf(size int64) []string {
	names, _ := fs.Glob(m.files, fmt.Sprintf("%s/%s/%d/*.tsr", evidence.Dir, evidence.StampDir, size))
	return names
}

// checkpoint puts one of them into the bundle with its time stamps.
func (m *maker) checkpoint(b *Proof, size int64, stamps []string) error {
	name := evidence.KeptName(size, tilelog.CheckpointFile)
	data, err := fs.ReadFile(m.files, evidence.Dir+"/"+name)
	if err != nil {
		return err
	}
	m.out[name] = data
	if size < m.log.Size && !slices.Contains(m.sizes, size) {
		proof, err := m.log.Tree.Consistency(m.log.Size, size)
		if err != nil {
			return err
		}
		b.Earlier = append(b.Earlier, Earlier{name, Encode(proof)})
		m.sizes = append(m.sizes, size)
	}
	for _, s := range stamps {
		data, err := fs.ReadFile(m.files, s)
		if err != nil {
			return err
		}
		in := strings.TrimPrefix(s, evidence.Dir+"/")
		m.out[in] = data
		b.Timestamps = append(b.Timestamps, Stamp{in, name})
	}
	return nil
}

// include proves a leaf in every checkpoint of the bundle that covers it.
func (m *maker) include(at int64) (Included, error) {
	in := Included{Index: at, Leaf: string(m.leaves[at].Bytes()), Inclusion: map[string][]string{}}
	for _, size := range m.sizes {
		if at >= size {
			continue
		}
		proof, err := m.log.Tree.Inclusion(size, at)
		if err != nil {
			return in, err
		}
		in.Inclusion[fmt.Sprint(size)] = Encode(proof)
	}
	return in, nil
}
