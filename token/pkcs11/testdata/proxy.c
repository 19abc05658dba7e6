/*
 * A PKCS#11 module for tests that stands before another one (REAL) and behaves
 * as files in the folder named by MOTCUA_PROXY say:
 *
 *   removed      the tokens are pulled out
 *   insertions   a number; when it grows, the tokens were out in the meantime and
 *                sit in other slots
 *   vague        a removed token answers with a general error
 *   hang         C_Sign does not return while the file exists
 *   hanglogin    C_Login does not return while the file exists
 *   locks        a number; so many wrong PINs of the user in a row lock
 *   oddlogin     a wrong PIN answers CKR_FUNCTION_FAILED
 *   sessions     a number; no more sessions than that
 *   mechanisms   numbers; the only ones that exist
 *   liar         all mechanisms are listed nevertheless
 *   ask          "told" or "silent": keys want the PIN before each signature, and
 *                say so or not
 *   der          ECDSA signatures are DER already
 *   spoil        signatures are wrong
 *
 * It counts the C_Login calls of the user in "logins", and writes to
 * "violations" when two calls use one session at the same time.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pkcs11go.h"

static CK_FUNCTION_LIST_PTR real;
static CK_FUNCTION_LIST list;
static pthread_rwlock_t calls = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t state = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096]; /* whose state is held */
static long insertions;
static int out;
static atomic_int opened;

#define MAX_SESSIONS 4096
static atomic_int in_use[MAX_SESSIONS];
static atomic_int authorised[MAX_SESSIONS];

static const char *path_of(const char *name, char *buf, size_t size)
{
	const char *dir = getenv("MOTCUA_PROXY");
	snprintf(buf, size, "%s/%s", dir ? dir : "/nonexistent", name);
	return buf;
}

static int has(const char *name)
{
	char path[4352];
	return access(path_of(name, path, sizeof path), F_OK) == 0;
}

static int contents(const char *name, char *out_buf, int size)
{
	char path[4352];
	FILE *f = fopen(path_of(name, path, sizeof path), "r");
	if (!f)
		return 0;
	size_t n = fread(out_buf, 1, size - 1, f);
	out_buf[n] = 0;
	fclose(f);
	return 1;
}

static long number(const char *name)
{
	char text[64];
	return contents(name, text, sizeof text) ? atol(text) : 0;
}

static void set_number(const char *name, long n)
{
	char path[4352];
	FILE *f = fopen(path_of(name, path, sizeof path), "w");
	if (f) {
		fprintf(f, "%ld", n);
		fclose(f);
	}
}

static void close_all(void)
{
	CK_ULONG n = 0, i;
	CK_SLOT_ID slots[256];
	pthread_rwlock_wrlock(&calls);
	if (real->C_GetSlotList(CK_FALSE, NULL, &n) == CKR_OK && n <= 256 && real->C_GetSlotList(CK_FALSE, slots, &n) == CKR_OK)
		for (i = 0; i < n; i++)
			real->C_CloseAllSessions(slots[i]);
	atomic_store(&opened, 0);
	pthread_rwlock_unlock(&calls);
}

/* removed notices removals and insertions; it reports whether the tokens are out. */
static int removed(void)
{
	const char *dir = getenv("MOTCUA_PROXY");
	int now, gone = 0;
	long n;
	pthread_mutex_lock(&state);
	if (strcmp(folder, dir ? dir : "")) { /* another test */
		snprintf(folder, sizeof folder, "%s", dir ? dir : "");
		insertions = number("insertions");
		out = 0;
		atomic_store(&opened, 0);
	}
	now = has("removed");
	n = number("insertions");
	gone = (now && !out) || n != insertions;
	out = now;
	insertions = n;
	if (gone)
		close_all();
	pthread_mutex_unlock(&state);
	return now;
}

static CK_RV gone(CK_RV usual)
{
	return has("vague") ? CKR_GENERAL_ERROR : usual;
}

static CK_SLOT_ID visible(CK_SLOT_ID slot) { return slot | ((CK_ULONG)insertions << 32); }

static int real_slot(CK_SLOT_ID *slot)
{
	if ((long)(*slot >> 32) != insertions)
		return 0;
	*slot &= 0xffffffffUL;
	return 1;
}

static void enter(CK_SESSION_HANDLE s, const char *call)
{
	if (s < MAX_SESSIONS && atomic_fetch_add(&in_use[s], 1) > 0) {
		char path[4352];
		FILE *f = fopen(path_of("violations", path, sizeof path), "a");
		if (f) {
			fprintf(f, "%s in session %lu\n", call, s);
			fclose(f);
		}
	}
	pthread_rwlock_rdlock(&calls);
}

static void leave(CK_SESSION_HANDLE s)
{
	pthread_rwlock_unlock(&calls);
	if (s < MAX_SESSIONS)
		atomic_fetch_sub(&in_use[s], 1);
}

/* SESSION forwards a call that uses a session. */
#define SESSION(name, params, args)                                            \
	static CK_RV name params                                               \
	{                                                                      \
		if (removed())                                                 \
			return gone(CKR_DEVICE_REMOVED);                       \
		enter(s, #name);                                               \
		CK_RV rv = real->C_##name args;                                \
		leave(s);                                                      \
		return rv;                                                     \
	}

SESSION(Logout, (CK_SESSION_HANDLE s), (s))
SESSION(SetPIN, (CK_SESSION_HANDLE s, CK_UTF8CHAR_PTR a, CK_ULONG an, CK_UTF8CHAR_PTR b, CK_ULONG bn), (s, a, an, b, bn))
SESSION(CreateObject, (CK_SESSION_HANDLE s, CK_ATTRIBUTE_PTR t, CK_ULONG n, CK_OBJECT_HANDLE_PTR o), (s, t, n, o))
SESSION(FindObjectsInit, (CK_SESSION_HANDLE s, CK_ATTRIBUTE_PTR t, CK_ULONG n), (s, t, n))
SESSION(FindObjects, (CK_SESSION_HANDLE s, CK_OBJECT_HANDLE_PTR o, CK_ULONG max, CK_ULONG_PTR n), (s, o, max, n))
SESSION(FindObjectsFinal, (CK_SESSION_HANDLE s), (s))
SESSION(GenerateKeyPair, (CK_SESSION_HANDLE s, CK_MECHANISM_PTR m, CK_ATTRIBUTE_PTR a, CK_ULONG an, CK_ATTRIBUTE_PTR b, CK_ULONG bn, CK_OBJECT_HANDLE_PTR x, CK_OBJECT_HANDLE_PTR y), (s, m, a, an, b, bn, x, y))

static CK_RV GetAttributeValue(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE o, CK_ATTRIBUTE_PTR t, CK_ULONG n)
{
	char how[16];
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	enter(s, "GetAttributeValue");
	CK_RV rv = real->C_GetAttributeValue(s, o, t, n);
	leave(s);
	if (rv == CKR_OK && n == 1 && t->type == CKA_ALWAYS_AUTHENTICATE && t->pValue && contents("ask", how, sizeof how))
		*(CK_BBOOL *)t->pValue = strncmp(how, "told", 4) == 0;
	return rv;
}

static CK_RV GetSlotList(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR n)
{
	if (removed()) {
		*n = 0;
		return CKR_OK;
	}
	CK_RV rv = real->C_GetSlotList(present, slots, n);
	if (rv == CKR_OK && slots)
		for (CK_ULONG i = 0; i < *n; i++)
			slots[i] = visible(slots[i]);
	return rv;
}

static CK_RV GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info)
{
	if (removed() || !real_slot(&slot))
		return CKR_SLOT_ID_INVALID;
	return real->C_GetSlotInfo(slot, info);
}

static CK_RV GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info)
{
	if (removed() || !real_slot(&slot))
		return gone(CKR_TOKEN_NOT_PRESENT);
	CK_RV rv = real->C_GetTokenInfo(slot, info);
	long locks = number("locks"), tries = number("tries");
	if (rv == CKR_OK && locks) {
		info->flags &= ~(CK_ULONG)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
		if (tries > 0)
			info->flags |= CKF_USER_PIN_COUNT_LOW;
		if (tries == locks - 1)
			info->flags |= CKF_USER_PIN_FINAL_TRY;
		if (tries >= locks)
			info->flags |= CKF_USER_PIN_LOCKED;
	}
	return rv;
}

static int exists(CK_MECHANISM_TYPE m)
{
	char text[512], *p = text;
	if (!contents("mechanisms", text, sizeof text))
		return 1;
	while (*p) {
		char *end;
		unsigned long n = strtoul(p, &end, 0);
		if (end == p)
			break;
		if (n == m)
			return 1;
		p = end;
	}
	return 0;
}

static CK_RV GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR mechs, CK_ULONG_PTR n)
{
	if (removed() || !real_slot(&slot))
		return gone(CKR_TOKEN_NOT_PRESENT);
	CK_RV rv = real->C_GetMechanismList(slot, mechs, n);
	if (rv == CKR_OK && mechs && !has("liar")) {
		CK_ULONG kept = 0;
		for (CK_ULONG i = 0; i < *n; i++)
			if (exists(mechs[i]))
				mechs[kept++] = mechs[i];
		*n = kept;
	}
	return rv;
}

static CK_RV OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR s)
{
	long max;
	if (removed() || !real_slot(&slot))
		return gone(CKR_TOKEN_NOT_PRESENT);
	max = number("sessions");
	if (atomic_fetch_add(&opened, 1) >= max && max) {
		atomic_fetch_sub(&opened, 1);
		return CKR_SESSION_COUNT;
	}
	pthread_rwlock_rdlock(&calls);
	CK_RV rv = real->C_OpenSession(slot, flags, app, notify, s);
	pthread_rwlock_unlock(&calls);
	if (rv != CKR_OK)
		atomic_fetch_sub(&opened, 1);
	return rv;
}

static CK_RV CloseSession(CK_SESSION_HANDLE s)
{
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	enter(s, "CloseSession");
	CK_RV rv = real->C_CloseSession(s);
	leave(s);
	if (rv == CKR_OK)
		atomic_fetch_sub(&opened, 1);
	return rv;
}

static CK_RV Login(CK_SESSION_HANDLE s, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG n)
{
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	while (has("hanglogin"))
		usleep(2000);
	long locks = number("locks"), tries = number("tries");
	if (user != CKU_SO)
		set_number("logins", number("logins") + 1);
	if (user != CKU_SO && locks && tries >= locks)
		return CKR_PIN_LOCKED;
	enter(s, "Login");
	CK_RV rv;
	if (user == CKU_CONTEXT_SPECIFIC) { /* the real module never asked: try the PIN by logging in anew */
		rv = real->C_Login(s, CKU_USER, pin, n);
		if (rv == CKR_USER_ALREADY_LOGGED_IN)
			rv = getenv("MOTCUA_PROXY_PIN") && strlen(getenv("MOTCUA_PROXY_PIN")) == n && !memcmp(getenv("MOTCUA_PROXY_PIN"), pin, n)
				? CKR_OK : CKR_PIN_INCORRECT;
		if (rv == CKR_OK && s < MAX_SESSIONS)
			atomic_store(&authorised[s], 1);
	} else {
		rv = real->C_Login(s, user, pin, n);
	}
	leave(s);
	if (user != CKU_SO && locks && (rv == CKR_OK || rv == CKR_PIN_INCORRECT))
		set_number("tries", rv == CKR_OK ? 0 : tries + 1);
	if (rv == CKR_PIN_INCORRECT && has("oddlogin"))
		return CKR_FUNCTION_FAILED;
	return rv;
}

static CK_RV InitPIN(CK_SESSION_HANDLE s, CK_UTF8CHAR_PTR pin, CK_ULONG n)
{
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	enter(s, "InitPIN");
	CK_RV rv = real->C_InitPIN(s, pin, n);
	leave(s);
	if (rv == CKR_OK && number("locks"))
		set_number("tries", 0);
	return rv;
}

static CK_RV InitToken(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG n, CK_UTF8CHAR_PTR label)
{
	if (removed() || !real_slot(&slot))
		return gone(CKR_TOKEN_NOT_PRESENT);
	return real->C_InitToken(slot, pin, n, label);
}

static atomic_ulong mechanism[MAX_SESSIONS];

static CK_RV SignInit(CK_SESSION_HANDLE s, CK_MECHANISM_PTR m, CK_OBJECT_HANDLE key)
{
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	if (!exists(m->mechanism))
		return CKR_MECHANISM_INVALID;
	if (s < MAX_SESSIONS) {
		atomic_store(&authorised[s], 0);
		atomic_store(&mechanism[s], m->mechanism);
	}
	enter(s, "SignInit");
	CK_RV rv = real->C_SignInit(s, m, key);
	leave(s);
	return rv;
}

/* to_der turns r and s side by side into DER, for curves of 32 bytes. */
static void to_der(CK_BYTE_PTR sig, CK_ULONG_PTR n)
{
	CK_BYTE der[80], *p = der + 2;
	for (int half = 0; half < 2; half++) {
		CK_BYTE_PTR v = sig + 32 * half;
		int len = 32;
		while (len > 1 && *v == 0)
			v++, len--;
		*p++ = 2;
		*p++ = len + (*v >> 7);
		if (*v >> 7)
			*p++ = 0;
		memcpy(p, v, len);
		p += len;
	}
	der[0] = 0x30;
	der[1] = p - der - 2;
	memcpy(sig, der, p - der);
	*n = p - der;
}

static CK_RV Sign(CK_SESSION_HANDLE s, CK_BYTE_PTR data, CK_ULONG n, CK_BYTE_PTR sig, CK_ULONG_PTR sn)
{
	if (removed())
		return gone(CKR_DEVICE_REMOVED);
	if (s < MAX_SESSIONS && has("ask") && !atomic_load(&authorised[s]))
		return CKR_USER_NOT_LOGGED_IN;
	enter(s, "Sign");
	if (sig && has("hang")) {
		pthread_rwlock_unlock(&calls);
		while (has("hang"))
			usleep(2000);
		pthread_rwlock_rdlock(&calls);
	}
	CK_BYTE big[1024];
	CK_ULONG bigN = sizeof big;
	CK_RV rv;
	if (sig && s < MAX_SESSIONS && atomic_load(&mechanism[s]) == CKM_ECDSA && has("der")) {
		rv = real->C_Sign(s, data, n, big, &bigN);
		if (rv == CKR_OK && bigN == 64) {
			to_der(big, &bigN);
			memcpy(sig, big, bigN);
			*sn = bigN;
		}
	} else {
		rv = real->C_Sign(s, data, n, sig, sn);
		if (!sig && has("der"))
			*sn += 16;
	}
	leave(s);
	if (rv == CKR_OK && sig && has("spoil"))
		sig[*sn / 2] ^= 1;
	if (removed()) /* in the middle of it */
		return gone(CKR_DEVICE_REMOVED);
	return rv;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR out_list)
{
	CK_C_GetFunctionList get;
	void *handle = dlopen(REAL, RTLD_NOW);
	if (!handle || !(get = (CK_C_GetFunctionList)dlsym(handle, "C_GetFunctionList")) || get(&real) != CKR_OK)
		return CKR_GENERAL_ERROR;
	list = *real;
#define OWN(name) list.C_##name = name
	OWN(GetSlotList);
	OWN(GetSlotInfo);
	OWN(GetTokenInfo);
	OWN(GetMechanismList);
	OWN(OpenSession);
	OWN(CloseSession);
	OWN(Login);
	OWN(Logout);
	OWN(InitToken);
	OWN(InitPIN);
	OWN(SetPIN);
	OWN(CreateObject);
	OWN(GetAttributeValue);
	OWN(FindObjectsInit);
	OWN(FindObjects);
	OWN(FindObjectsFinal);
	OWN(GenerateKeyPair);
	OWN(SignInit);
	OWN(Sign);
	*out_list = &list;
	return CKR_OK;
}
