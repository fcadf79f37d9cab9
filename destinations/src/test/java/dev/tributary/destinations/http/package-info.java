/** Tests of the whole service over HTTP, with real Kafka, PostgreSQL and Redis. */
@NullMarked
package dev.tributary.destinations.http;

import org.jspecify.annotations.NullMarked;
