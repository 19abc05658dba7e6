package pdf

// Limits bounds what a file from a stranger may cost. A zero field takes the
// default constant of the same name; every limit can be lowered.
type Limits struct {
	Depth       int   // nesting of arrays and dictionaries
	Nodes       int   // values in one object
	StringBytes int   // bytes of one string or name
	Sections    int   // cross-reference sections
	Entries     int   // cross-reference entries in all sections
	StreamBytes int64 // inflated bytes of one structural stream
	TotalBytes  int64 // inflated and lexed bytes, beyond four times the file's own
	TailBytes   int64 // how far from the end startxref may stand
	HeadBytes   int64 // how far from the start %PDF- may stand
}

// The default limits. Real documents stay far below all of them.
const (
	DefaultDepth       = 64
	DefaultNodes       = 1 << 20
	DefaultStringBytes = 4 << 20
	DefaultSections    = 2048
	DefaultEntries     = 4 << 20
	DefaultStreamBytes = 32 << 20
	DefaultTotalBytes  = 192 << 20
	DefaultTailBytes   = 64 << 10
	DefaultHeadBytes   = 64 << 10
)

func (l Limits) withDefaults() Limits {
	def := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	def64 := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	def(&l.Depth, DefaultDepth)
	def(&l.Nodes, DefaultNodes)
	def(&l.StringBytes, DefaultStringBytes)
	def(&l.Sections, DefaultSections)
	def(&l.Entries, DefaultEntries)
	def64(&l.StreamBytes, DefaultStreamBytes)
	def64(&l.TotalBytes, DefaultTotalBytes)
	def64(&l.TailBytes, DefaultTailBytes)
	def64(&l.HeadBytes, DefaultHeadBytes)
	return l
}
