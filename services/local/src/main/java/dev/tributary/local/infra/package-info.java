/**
 * The real infrastructure of one machine: Kafka, PostgreSQL and Redis as child processes that end
 * with the process that started them, and one database with three roles per service. The launcher
 * uses it and, through the testkit, every test with real servers. Imports the JDK, the packaged
 * binaries and the PostgreSQL driver, and nothing of the services.
 */
@NullMarked
package dev.tributary.local.infra;

import org.jspecify.annotations.NullMarked;
