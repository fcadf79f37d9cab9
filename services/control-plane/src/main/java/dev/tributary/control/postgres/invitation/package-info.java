/**
 * Invitations in PostgreSQL, in both persistence units: admins see those of one workspace, and
 * invitees see their own. It depends on the domain and on Hibernate.
 */
@NullMarked
package dev.tributary.control.postgres.invitation;

import org.jspecify.annotations.NullMarked;
