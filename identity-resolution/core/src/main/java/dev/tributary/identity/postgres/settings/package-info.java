/** The identity rules and the settings of traits, over PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.settings;

import org.jspecify.annotations.NullMarked;
