/**
 * Zendesk's users, organizations, tickets and jobs, from its public documentation. Built on the
 * kit. The README of this service says what is documented and what is guessed. Imports the JDK and
 * Jackson.
 */
@NullMarked
package dev.tributary.sandbox.zendesk;

import org.jspecify.annotations.NullMarked;
