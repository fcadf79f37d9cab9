/**
 * Alerts, their notices and settings in PostgreSQL, in both persistence units: the watcher sees all
 * workspaces, and requests see one. It depends on the domain, on Hibernate and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres.alert;

import org.jspecify.annotations.NullMarked;
