/**
 * Alerts, their notices and settings in PostgreSQL, with JDBC. It depends on the domain and on the
 * runtime.
 */
@NullMarked
package dev.tributary.control.postgres.alert;

import org.jspecify.annotations.NullMarked;
