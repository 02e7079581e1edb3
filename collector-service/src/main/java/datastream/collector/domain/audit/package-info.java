/** Who has logged in, who was refused what, and who has changed accounts. */
@NullMarked
package datastream.collector.domain.audit;

import org.jspecify.annotations.NullMarked;
