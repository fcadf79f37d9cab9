/** The queue of jobs, over PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.job;

import org.jspecify.annotations.NullMarked;
