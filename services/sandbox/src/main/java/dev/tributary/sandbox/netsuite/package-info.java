/**
 * NetSuite's REST record service: records with sublists by external id, from public documents and
 * open clients. Built on the kit. The README of this service says what is documented and what is
 * guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.netsuite;

import org.jspecify.annotations.NullMarked;
