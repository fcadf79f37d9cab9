/**
 * A person: identifiers, traits with their origins, answers, and how two of them become one.
 *
 * <p>Results do not depend on the order in which claims arrive, only on when they were made. It
 * depends on the contracts, on claims and on rules.
 */
@NullMarked
package dev.tributary.identity.profile;

import org.jspecify.annotations.NullMarked;
