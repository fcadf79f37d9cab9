/**
 * The control API: setting faults, the log of requests, and problems for impossible settings. The
 * control routes of one stand-in are in the stand-in's package. Imports the JDK, Jackson and the
 * packages of the stand-ins.
 */
@NullMarked
package dev.tributary.sandbox.control;

import org.jspecify.annotations.NullMarked;
