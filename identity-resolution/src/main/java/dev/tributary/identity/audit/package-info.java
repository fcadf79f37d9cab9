/** The audit trail: who has read personal data, and who has changed the settings of a workspace. */
@NullMarked
package dev.tributary.identity.audit;

import org.jspecify.annotations.NullMarked;
