// Package pgserver starts PostgreSQL servers for tests: on loopback, in a folder
// of their own, gone when the test ends. They can be killed, and followed by a
// standby that takes over.
package pgserver

import (
	"bytes"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/motcua/motcua/internal/testtool"
)

// patience bounds how long a server may take to answer.
const patience = 30 * time.Second

// Server is a running server.
type Server struct {
	tb     testing.TB
	dir    string
	port   int
	cmd    *exec.Cmd
	output bytes.Buffer
}

// Start makes an empty cluster and starts a server on it, with settings as in
// "fsync=off". The server is durable unless they say otherwise. Without
// PostgreSQL the test is skipped, and fails in CI.
func Start(tb testing.TB, settings ...string) *Server {
	tb.Helper()
	s := prepare(tb)
	run(tb, "initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
	s.start(settings)
	return s
}

// Standby copies the server and starts a standby that replicates under a name.
// The primary waits for it once synchronous_standby_names, a setting that
// Reload applies, names it.
func (s *Server) Standby(name string) *Server {
	s.tb.Helper()
	standby := prepare(s.tb)
	run(s.tb, "pg_basebackup", "-D", standby.data(), "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-U", "postgres", "-R", "-c", "fast")
	standby.start([]string{
		fmt.Sprintf("primary_conninfo=host=127.0.0.1 port=%d user=postgres application_name=%s", s.port, name),
	})
	return standby
}

// Reload changes settings of the running server.
func (s *Server) Reload(settings map[string]string) {
	s.tb.Helper()
	for name, value := range settings {
		s.exec(fmt.Sprintf("ALTER SYSTEM SET %s = '%s'", name, value))
	}
	s.exec("SELECT pg_reload_conf()")
}

// Promote lets a standby take over.
func (s *Server) Promote() {
	s.tb.Helper()
	s.exec("SELECT pg_promote()")
}

// URL returns the address of a database, which is made if it is not there; a
// standby makes none.
func (s *Server) URL(database string) string {
	s.tb.Helper()
	db := s.open("postgres")
	defer db.Close()
	var found int
	if err := db.QueryRow("SELECT count(*) FROM pg_database WHERE datname = $1", database).Scan(&found); err != nil {
		s.tb.Fatalf("postgres: %v", err)
	}
	if found == 0 {
		if _, err := db.Exec(`CREATE DATABASE "` + database + `"`); err != nil {
			s.tb.Fatalf("postgres: %v", err)
		}
	}
	return s.Address(database)
}

// Address returns the address of a database, whether it is there or not.
func (s *Server) Address(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// Kill ends the server at once, as a power cut would, but for what the
// operating system still holds.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	// Its children watch the postmaster and go with it.
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	s.cmd = nil
}

func prepare(tb testing.TB) *Server {
	tb.Helper()
	dir, err := os.MkdirTemp("", "postgres")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{tb: tb, dir: dir, port: freePort(tb)}
	tb.Cleanup(func() {
		s.Kill()
		if err := os.RemoveAll(dir); err != nil {
			tb.Errorf("postgres: %v", err)
		}
	})
	if os.Geteuid() != 0 {
		return s
	}
	owner, err := user.Lookup(serverUser)
	if err != nil {
		testtool.Missing(tb, "the user "+serverUser+", as whom root starts PostgreSQL,")
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		tb.Fatal(err)
	}
	return s
}

// serverUser runs the server where the tests are run by root, whom PostgreSQL
// refuses.
const serverUser = "postgres"

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) start(settings []string) {
	s.tb.Helper()
	args := []string{"-D", s.data(), "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-k", s.dir, "-c", "max_connections=150"}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	s.cmd = command(s.tb, "postgres", args...)
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	if err := s.cmd.Start(); err != nil {
		s.tb.Fatalf("postgres: %v", err)
	}
	db := s.open("postgres")
	defer db.Close()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err = db.Ping(); err == nil {
			return
		}
	}
	s.Kill()
	s.tb.Fatalf("postgres: %v\n%s", err, &s.output)
}

func (s *Server) open(database string) *sql.DB {
	s.tb.Helper()
	db, err := sql.Open("pgx", s.Address(database))
	if err != nil {
		s.tb.Fatal(err)
	}
	return db
}

func (s *Server) exec(statement string) {
	s.tb.Helper()
	db := s.open("postgres")
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		s.tb.Fatalf("postgres: %s: %v", statement, err)
	}
}

func run(tb testing.TB, name string, args ...string) {
	tb.Helper()
	if out, err := command(tb, name, args...).CombinedOutput(); err != nil {
		tb.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// command builds a call of a tool of PostgreSQL, by a user whom it accepts.
func command(tb testing.TB, name string, args ...string) *exec.Cmd {
	tb.Helper()
	argv := append([]string{toolPath(tb, name)}, args...)
	if os.Geteuid() == 0 {
		argv = append([]string{testtool.Path(tb, "setpriv"), "--reuid=" + serverUser, "--regid=" + serverUser, "--init-groups"}, argv...)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = os.TempDir()
	return cmd
}

// toolPath looks where Debian keeps the tools of each version, since only some
// of them are in PATH.
func toolPath(tb testing.TB, name string) string {
	tb.Helper()
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); len(found) > 0 {
		return found[len(found)-1]
	}
	return testtool.Path(tb, name)
}

func freePort(tb testing.TB) int {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
