/**
 * REST: the audit trail and the quarantine, and the questions to identity resolution; each other
 * feature has a package of its own. It depends on the domain and on the runtime.
 */
@NullMarked
package dev.tributary.control.http;

import org.jspecify.annotations.NullMarked;
