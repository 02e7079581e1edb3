package datastream.collector.infrastructure.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a server's settings: what makes it unfit for readings, and what its operator should know.
 */
final class ServerRules {

    private static final int OLDEST_MYSQL = 8;
    private static final int OLDEST_MARIADB = 11;
    private static final Pattern MAJOR_VERSION = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.");
    private static final Pattern STRICT = Pattern.compile("\\bSTRICT_(ALL|TRANS)_TABLES\\b");
    private static final Set<String> UTC = Set.of("UTC", "+00:00");

    private ServerRules() {}

    /** What must be put right before the collector may use the server, each with how to. */
    static List<String> refusals(ServerVariables variables) {
        List<String> refusals = new ArrayList<>();
        if (!isRecent(variables.get("version"))) {
            refusals.add(
                    "version %s is too old or unknown; use MySQL >= 8.0 or MariaDB >= 11"
                            .formatted(variables.get("version")));
        }
        if (!STRICT.matcher(variables.get("sql_mode")).find()) {
            refusals.add(
                    "sql_mode is '%s' in our sessions although they ask for a strict one; something between here and the server changes it"
                            .formatted(variables.get("sql_mode")));
        }
        if (!UTC.contains(variables.get("time_zone"))) {
            refusals.add(
                    "time_zone is %s in our sessions although they ask for UTC; something between here and the server changes it"
                            .formatted(variables.get("time_zone")));
        }
        if (packetBytes(variables) < ReadingSql.NEEDED_PACKET_BYTES) {
            refusals.add(
                    "max_allowed_packet is %s; set it to %d or more"
                            .formatted(
                                    variables.get("max_allowed_packet"),
                                    ReadingSql.NEEDED_PACKET_BYTES));
        }
        return refusals;
    }

    /** What is the operator's choice, but weakens a promise. */
    static List<String> warnings(ServerVariables variables) {
        List<String> warnings = new ArrayList<>();
        String flush = variables.get("innodb_flush_log_at_trx_commit");
        if (!flush.equals("1")) {
            warnings.add(
                    "innodb_flush_log_at_trx_commit is %s: acknowledged readings may be lost in a power cut; set it to 1"
                            .formatted(flush));
        }
        String sync = variables.get("sync_binlog");
        if (variables.isOn("log_bin") && !sync.equals("1")) {
            warnings.add(
                    "sync_binlog is %s: after a power cut replicas and backups may lack acknowledged readings; set it to 1"
                            .formatted(sync));
        }
        return warnings;
    }

    private static boolean isRecent(String version) {
        Matcher major = MAJOR_VERSION.matcher(version);
        int oldest = version.contains("MariaDB") ? OLDEST_MARIADB : OLDEST_MYSQL;
        return major.find() && Integer.parseInt(major.group(1)) >= oldest;
    }

    private static long packetBytes(ServerVariables variables) {
        String bytes = variables.get("max_allowed_packet");
        return bytes.isEmpty() ? Long.MAX_VALUE : Long.parseLong(bytes);
    }
}
