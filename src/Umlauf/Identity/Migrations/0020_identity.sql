-- Administrations (Verwaltungen): the tenants of this installation.
CREATE TABLE identity_administration (
    tenant_id integer NOT NULL,
    name text NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- Municipalities (Kommunen) that an administration serves, by their official key.
CREATE TABLE identity_municipality (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    ags text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, ags),
    FOREIGN KEY (tenant_id) REFERENCES identity_administration (tenant_id)
);
CREATE INDEX identity_municipality_ags ON identity_municipality (ags);

-- Offices (Ämter): a tree with one root for each administration.
CREATE TABLE identity_office (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    parent_id {id},
    code text NOT NULL,
    name text NOT NULL,
    closed_at {instant},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES identity_office (tenant_id, id)
);

-- People with a login (Mitarbeiter/innen).
CREATE TABLE identity_staff (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    clearance integer NOT NULL,
    active {bool} NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, login)
);
-- Signing in without naming the administration.
CREATE INDEX identity_staff_login ON identity_staff (login);

-- Posts (Stellen): in which offices a person works; place 0 is the first one.
CREATE TABLE identity_post (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    office_id {id} NOT NULL,
    heads {bool} NOT NULL,
    place integer NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, office_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES identity_office (tenant_id, id)
);
CREATE INDEX identity_post_office ON identity_post (tenant_id, office_id, staff_id);

-- Roles (Rollen) for the whole house.
CREATE TABLE identity_role (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    role text NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, role),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id)
);

-- How a person signs in. The program encrypts the authenticator key and the recovery codes that are left.
CREATE TABLE identity_account (
    tenant_id integer NOT NULL,
    staff_id {id} NOT NULL,
    revision integer NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    authenticator_key text,
    change_password {bool} NOT NULL,
    two_factor {bool} NOT NULL,
    recovery_codes text NOT NULL,
    failures integer NOT NULL,
    locked_until {instant},
    PRIMARY KEY (tenant_id, staff_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id)
);

-- Passkeys (Passkeys, WebAuthn). "credential" is the SHA-256 of the credential id.
CREATE TABLE identity_passkey (
    tenant_id integer NOT NULL,
    credential {hash} NOT NULL,
    staff_id {id} NOT NULL,
    name text NOT NULL,
    created_at {instant} NOT NULL,
    facts {json} NOT NULL,
    PRIMARY KEY (tenant_id, credential),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id)
);
CREATE INDEX identity_passkey_credential ON identity_passkey (credential);
CREATE INDEX identity_passkey_staff ON identity_passkey (tenant_id, staff_id);

-- API keys (Zugangsschlüssel): "hash" is the SHA-256 of 256 random bits, so that no salt is needed.
CREATE TABLE identity_api_key (
    tenant_id integer NOT NULL,
    id {id} NOT NULL,
    hash {hash} NOT NULL,
    name text NOT NULL,
    scopes text NOT NULL,
    staff_id {id},
    created_at {instant} NOT NULL,
    revoked_at {instant},
    last_used_at {instant},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hash),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity_staff (tenant_id, id)
);
CREATE INDEX identity_api_key_hash ON identity_api_key (hash);

-- What other capabilities may join.
CREATE VIEW identity_pub_office AS
SELECT tenant_id, id, parent_id, code, name, closed_at FROM identity_office;

CREATE VIEW identity_pub_staff AS
SELECT tenant_id, id, login, name, active FROM identity_staff;
