package signature

import (
	"context"
	"fmt"
	"hash"
	"slices"

	"github.com/motcua/motcua/internal/cms"
)

// hashJob asks for one digest of the ranges [0, gapStart) and [gapEnd, end).
type hashJob struct {
	digest                cms.Digest
	gapStart, gapEnd, end int64
	sum                   []byte // the answer; nil when the limit was reached
	state                 hash.Hash
}

// hashBlock is how much is read at a time.
const hashBlock = 256 << 10

// hashRanges answers all jobs in one pass over the file. Nested ranges share
// their beginning: one running state per algorithm is forked where a signature's
// gap starts, so that a further signature costs only the bytes behind its gap.
func (d *Document) hashRanges(ctx context.Context, jobs []*hashJob) error {
	jobs = d.affordable(jobs)
	masters := newMasters(jobs)
	cuts := cutPoints(jobs)
	buf := d.file.Buffer(hashBlock)
	for i := 0; i+1 < len(cuts); i++ {
		startJobs(masters, jobs, cuts[i])
		sinks := sinksAt(masters, jobs, cuts[i])
		if err := d.feed(ctx, sinks, cuts[i], cuts[i+1], buf); err != nil {
			return err
		}
	}
	if len(cuts) > 0 {
		startJobs(masters, jobs, cuts[len(cuts)-1])
	}
	for _, j := range jobs {
		if j.state != nil {
			j.sum = j.state.Sum(nil)
		}
	}
	return nil
}

// affordable drops jobs beyond the limit, which hostile files with many
// overlapping ranges would reach.
func (d *Document) affordable(jobs []*hashJob) []*hashJob {
	left := d.limits.HashedBytes
	var kept []*hashJob
	shared := map[cms.Digest]int64{}
	for _, j := range jobs {
		cost := j.end - j.gapEnd
		if more := j.gapStart - shared[j.digest]; more > 0 {
			if len(shared) > 0 {
				cost += more
			}
			shared[j.digest] = max(shared[j.digest], j.gapStart)
		}
		if len(kept) > 0 {
			if left -= cost; left < 0 {
				return kept
			}
		}
		kept = append(kept, j)
	}
	return kept
}

// master is the running state of one algorithm from the start of the file.
type master struct {
	state hash.Cloner
	until int64 // the last fork
}

func newMasters(jobs []*hashJob) map[cms.Digest]*master {
	masters := map[cms.Digest]*master{}
	for _, j := range jobs {
		m := masters[j.digest]
		if m == nil {
			state, ok := j.digest.New().(hash.Cloner)
			if !ok {
				continue
			}
			m = &master{state: state}
			masters[j.digest] = m
		}
		m.until = max(m.until, j.gapStart)
	}
	return masters
}

// cutPoints returns the offsets, in order, at which a range begins or ends.
func cutPoints(jobs []*hashJob) []int64 {
	if len(jobs) == 0 {
		return nil
	}
	cuts := []int64{0}
	for _, j := range jobs {
		cuts = append(cuts, j.gapStart, j.gapEnd, j.end)
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// startJobs forks the states of the jobs whose gap starts here.
func startJobs(masters map[cms.Digest]*master, jobs []*hashJob, at int64) {
	for _, j := range jobs {
		if j.state != nil || j.gapStart != at {
			continue
		}
		if m := masters[j.digest]; m != nil {
			if fork, err := m.state.Clone(); err == nil {
				j.state = fork
			}
		}
	}
}

// sinksAt lists the states that the bytes from an offset on belong to.
func sinksAt(masters map[cms.Digest]*master, jobs []*hashJob, at int64) []hash.Hash {
	var sinks []hash.Hash
	for _, m := range masters {
		if at < m.until {
			sinks = append(sinks, m.state)
		}
	}
	for _, j := range jobs {
		if j.state != nil && at >= j.gapEnd && at < j.end {
			sinks = append(sinks, j.state)
		}
	}
	return sinks
}

// feed streams [from, to) into the sinks.
func (d *Document) feed(ctx context.Context, sinks []hash.Hash, from, to int64, buf []byte) error {
	if len(sinks) == 0 {
		return nil
	}
	for from < to {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("signature: hash document: %w", err)
		}
		block, err := d.file.Block(from, min(hashBlock, to-from), buf)
		if err != nil {
			return fmt.Errorf("signature: hash document: %w", err)
		}
		for _, s := range sinks {
			s.Write(block)
		}
		from += int64(len(block))
	}
	return nil
}
