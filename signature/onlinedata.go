package signature

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/pem"
	"errors"
	"io"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/fetch"
	"github.com/motcua/motcua/internal/ocsp"
)

// maxOnlineLists bounds the lists that are kept for other documents.
const maxOnlineLists = 256

// nonceBytes is the length of a nonce (RFC 9654, 2.1).
const nonceBytes = 32

// onlineList is a list that was fetched, and until when it is not fetched anew.
type onlineList struct {
	holding *holding
	until   time.Time
}

// close ends what is under way and gives up what is kept.
func (o *online) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	errs := []error{o.client.Close()}
	for _, d := range o.open {
		errs = append(errs, d.Close())
	}
	o.open, o.lists = nil, map[string]onlineList{}
	return errors.Join(errs...)
}

// fetch asks the network about every certificate of a path: the responders first,
// the lists where no responder gives an answer.
func (p *PKI) fetch(ctx context.Context, path *trustPath) *source {
	var lists, ocsps []*holding
	id := sha256.New()
	for i, c := range path.certs[:len(path.certs)-1] {
		response, complete := p.online.response(ctx, c, path.certs[i+1])
		if response != nil {
			ocsps = append(ocsps, response)
			id.Write(response.digest[:])
		}
		if complete {
			continue
		}
		if list := p.online.list(ctx, c); list != nil {
			lists = append(lists, list)
			if digest, err := list.list.Digest(); err == nil {
				id.Write(digest[:])
			}
		}
	}
	return p.newSource([32]byte(id.Sum(nil)), lists, ocsps, nil)
}

// response asks the responders of a certificate. It is complete if nothing more
// has to be asked, neither about the certificate nor about who answered.
func (o *online) response(ctx context.Context, c, issuer *cert.Certificate) (h *holding, complete bool) {
	addresses, _ := fetch.Locations(c)
	for _, address := range addresses {
		raw, nonce, err := o.ask(ctx, address, c, issuer)
		if err != nil {
			continue
		}
		r, err := ocsp.Parse(raw)
		if err != nil {
			continue
		}
		said, err := r.About(c, issuer, ocsp.Options{Nonce: nonce})
		if err != nil {
			continue
		}
		h := &holding{response: r, digest: sha256.Sum256(raw), source: SourceOnline, read: inMemory(raw)}
		return h, said.Delegate == nil || said.NoCheck
	}
	return nil, false
}

// ask posts one request.
func (o *online) ask(ctx context.Context, address string, c, issuer *cert.Certificate) (raw, nonce []byte, err error) {
	if o.nonce {
		nonce = make([]byte, nonceBytes)
		if _, err := rand.Read(nonce); err != nil {
			return nil, nil, err
		}
	}
	request, err := ocsp.NewRequest(c, issuer, ocsp.RequestOptions{Nonce: nonce})
	if err != nil {
		return nil, nil, err
	}
	data, err := o.client.OCSP(ctx, o.now(), address, request, freshResponse)
	if err != nil {
		return nil, nil, err
	}
	defer data.Close()
	raw, err = data.Bytes()
	return bytes.Clone(raw), nonce, err
}

// freshResponse lets a response be served again until a newer one is promised.
func freshResponse(d *fetch.Data) time.Time {
	raw, err := d.Bytes()
	if err != nil {
		return time.Time{}
	}
	r, err := ocsp.Parse(raw)
	if err != nil {
		return time.Time{}
	}
	return r.NextUpdate()
}

// list fetches the first list that can be had about a certificate, and keeps it
// until a newer one is promised.
func (o *online) list(ctx context.Context, c *cert.Certificate) *holding {
	for _, address := range crl.Addresses(c) {
		if h := o.kept(address); h != nil {
			return h
		}
		data, err := o.client.List(ctx, o.now(), address, freshList)
		if err != nil {
			continue
		}
		h, err := holdList(data)
		if err != nil {
			data.Close()
			continue
		}
		o.keep(address, h, data)
		return h
	}
	return nil
}

func (o *online) kept(address string) *holding {
	o.mu.Lock()
	defer o.mu.Unlock()
	if l, ok := o.lists[address]; ok && o.now().Before(l.until) {
		return l.holding
	}
	return nil
}

// keep remembers a list. Its data stay open until the PKI is closed, since the
// results of documents refer to them.
func (o *online) keep(address string, h *holding, data *fetch.Data) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = append(o.open, data)
	if len(o.lists) < maxOnlineLists {
		o.lists[address] = onlineList{holding: h, until: h.list.NextUpdate}
	}
}

func freshList(d *fetch.Data) time.Time {
	h, err := holdList(d)
	if err != nil {
		return time.Time{}
	}
	return h.list.NextUpdate
}

// holdList reads a list in DER, or in PEM, as some distribution points have it
// against RFC 5280, 4.2.1.13.
func holdList(d *fetch.Data) (*holding, error) {
	read := func() ([]byte, error) { return io.ReadAll(io.NewSectionReader(d, 0, d.Size())) }
	list, err := crl.Open(d, d.Size())
	if err == nil {
		return &holding{list: list, source: SourceOnline, read: read}, nil
	}
	if d.Size() > maxListInMemory {
		return nil, err
	}
	raw, readErr := read()
	if readErr != nil {
		return nil, readErr
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, err
	}
	if list, err = crl.Parse(block.Bytes); err != nil {
		return nil, err
	}
	return &holding{list: list, source: SourceOnline, read: inMemory(block.Bytes)}, nil
}
