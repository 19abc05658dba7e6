package fetch

import (
	"container/list"
	"errors"
	"time"
)

// cache keeps answers and failures, the least recently used going first. Its
// owner guards it.
type cache struct {
	maxBytes   int64
	maxEntries int
	bytes      int64
	entries    map[key]*list.Element
	order      *list.List // of *entry, the latest used in front
}

type entry struct {
	key   key
	until time.Time
	data  *Data // nil with err
	err   error
}

func newCache(maxBytes int64, maxEntries int) *cache {
	return &cache{maxBytes: maxBytes, maxEntries: maxEntries, entries: make(map[key]*list.Element), order: list.New()}
}

func (e *entry) size() int64 {
	if e.data == nil {
		return 0
	}
	return e.data.Size()
}

func (e *entry) close() error {
	if e.data == nil {
		return nil
	}
	return e.data.Close()
}

// get returns what is remembered at a moment, or nil.
func (c *cache) get(k key, now time.Time) *entry {
	element := c.entries[k]
	if element == nil {
		return nil
	}
	e := element.Value.(*entry)
	if !now.Before(e.until) {
		c.drop(element)
		return nil
	}
	c.order.MoveToFront(element)
	return e
}

// put takes an entry over. One that is over already, or larger than the whole
// cache, is not kept.
func (c *cache) put(k key, e *entry, now time.Time) {
	e.key = k
	if old := c.entries[k]; old != nil {
		c.drop(old)
	}
	if !now.Before(e.until) || e.size() > c.maxBytes {
		_ = e.close() // others may still read it
		return
	}
	c.entries[k] = c.order.PushFront(e)
	c.bytes += e.size()
	for c.bytes > c.maxBytes || c.order.Len() > c.maxEntries {
		c.drop(c.order.Back())
	}
}

// drop forgets an entry. That its file can't be removed harms nobody who reads.
func (c *cache) drop(element *list.Element) {
	_ = c.remove(element)
}

func (c *cache) remove(element *list.Element) error {
	e := element.Value.(*entry)
	c.order.Remove(element)
	delete(c.entries, e.key)
	c.bytes -= e.size()
	return e.close()
}

func (c *cache) clear() error {
	var err error
	for c.order.Len() > 0 {
		err = errors.Join(err, c.remove(c.order.Back()))
	}
	return err
}
