/** Quarantined events and messages over REST. */
@NullMarked
package dev.tributary.identity.http.quarantine;

import org.jspecify.annotations.NullMarked;
