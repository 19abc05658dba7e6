package pdf

// cacheBytes bounds the source bytes of the parsed objects kept; parsed they
// take up to about ten times as much. maxCached bounds their number.
const (
	cacheBytes = 1 << 20
	maxCached  = 4096
)

// cacheKey is where an object physically stands, so that views share it.
type cacheKey struct {
	place int64 // file offset, or -1-number of the stream's own place
	ref   Ref
}

// cache keeps parsed objects until it is full and then starts anew: simple,
// bounded, and good for files judged in one pass.
type cache struct {
	objects map[cacheKey]cached
	bytes   int64
}

// cached is a parsed object and how many bytes of source it took.
type cached struct {
	object Object
	size   int64
}

func (c *cache) get(k cacheKey) (Object, bool) {
	o, ok := c.objects[k]
	return o.object, ok
}

func (c *cache) put(k cacheKey, o Object, size int64) {
	if size > cacheBytes/2 {
		return
	}
	if c.objects == nil || c.bytes+size > cacheBytes || len(c.objects) >= maxCached {
		c.objects, c.bytes = map[cacheKey]cached{}, 0
	}
	c.objects[k] = cached{o, size}
	c.bytes += size
}
