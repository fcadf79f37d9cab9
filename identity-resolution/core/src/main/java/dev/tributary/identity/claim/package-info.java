/**
 * The content of an event, a row or a command about a person: identifiers, traits, answers.
 *
 * <p>Everything is normalised here, once. It depends on the contracts and libphonenumber.
 */
@NullMarked
package dev.tributary.identity.claim;

import org.jspecify.annotations.NullMarked;
