/**
 * The real infrastructure of one machine: Kafka, PostgreSQL and Redis as child processes that end
 * with the process that started them, and one database with three roles per service. Used by the
 * launcher and, through the testkit, by every test that speaks of real parts. Imports the JDK, the
 * packaged binaries and the PostgreSQL driver, and nothing of the services.
 */
@NullMarked
package dev.tributary.local.infra;

import org.jspecify.annotations.NullMarked;
