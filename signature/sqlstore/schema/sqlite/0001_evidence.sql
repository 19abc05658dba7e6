create table signature_blob (
	sha256 blob primary key,
	size integer not null
) strict;

create table signature_blob_part (
	sha256 blob not null references signature_blob on delete cascade,
	part integer not null,
	data blob not null,
	primary key (sha256, part)
) strict;

create table signature_record (
	id blob primary key,
	document blob not null,
	data blob not null
) strict;

create index signature_record_document on signature_record (document);

create table signature_record_blob (
	sha256 blob not null references signature_blob,
	record blob not null references signature_record on delete cascade,
	primary key (sha256, record)
) strict;

create index signature_record_blob_record on signature_record_blob (record);

create table signature_register (
	position integer primary key,
	certificate blob not null,
	sha256 text not null,
	issuer text not null,
	serial text not null,
	role text not null,
	holder text not null,
	agency text not null,
	agency_id text not null,
	title text not null,
	authority text not null,
	manager text not null,
	in_force_from text not null,
	in_force_until text not null
) strict;

create index signature_register_certificate on signature_register (certificate);
