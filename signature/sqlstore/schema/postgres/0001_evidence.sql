create table signature_blob (
	sha256 bytea primary key,
	size bigint not null
);

create table signature_blob_part (
	sha256 bytea not null references signature_blob on delete cascade,
	part integer not null,
	data bytea not null,
	primary key (sha256, part)
);

create table signature_record (
	id bytea primary key,
	document bytea not null,
	data bytea not null
);

create index signature_record_document on signature_record (document);

create table signature_record_blob (
	sha256 bytea not null references signature_blob,
	record bytea not null references signature_record on delete cascade,
	primary key (sha256, record)
);

create index signature_record_blob_record on signature_record_blob (record);

create table signature_register (
	position integer primary key,
	certificate bytea not null,
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
);

create index signature_register_certificate on signature_register (certificate);
