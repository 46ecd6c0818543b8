-- What other capabilities may join: who works where, who heads what, and roles for the whole house.
CREATE VIEW identity_pub_post AS
SELECT tenant_id, staff_id, office_id, heads, place FROM identity_post;

CREATE VIEW identity_pub_role AS
SELECT tenant_id, staff_id, role FROM identity_role;

CREATE VIEW identity_pub_administration AS
SELECT tenant_id, name FROM identity_administration;
