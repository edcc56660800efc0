using System.Collections;
using System.Security;
using System.Security.Cryptography;

namespace RfaAuth.Core.Exports;

/// <summary>
/// Salted hashes of the sources of an export, one for each part. With them a record on the disk shows whether it belongs to a command, and does
/// not show the command's values. A secret among the variables has no hash. Immutable.
/// </summary>
/// <param name="Salt">The salt.</param>
/// <param name="Hashes">The hash of each part, by the names that users know.</param>
internal sealed record Fingerprint(string Salt, IReadOnlyDictionary<string, string> Hashes)
{
    private const int SaltLength = 16;

    /// <param name="parts">The text of each part, by the names that users know.</param>
    /// <param name="salt">The salt of another fingerprint, to compare with it; null: a new salt.</param>
    public static Fingerprint Of(IReadOnlyDictionary<string, string> parts, string? salt = null)
    {
        var used = salt ?? NewSalt();
        using var hash = SHA256.Create();
        return new Fingerprint(used, parts.ToDictionary(
            part => part.Key, part => Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes($"{used}\n{part.Key}\n{part.Value}")))));
    }

    /// <summary>The parts that differ. Both fingerprints must have the same salt.</summary>
    public IReadOnlyList<string> Differences(Fingerprint other) =>
        [.. Hashes.Keys.Union(other.Hashes.Keys).Where(part => !Hashes.TryGetValue(part, out var mine) || !other.Hashes.TryGetValue(part, out var theirs) || mine != theirs)];

    /// <summary>Variables as text. It is the same for equal values, whatever the order in a hashtable.</summary>
    public static string TextOf(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    // The values are plain and finite. Each begins with its own letter and its length, so different values are written differently.
    private static void Write(object? value, StringBuilder to)
    {
        switch (value)
        {
            case null:
                to.Append('n');
                break;
            case SecureString:
                to.Append('x');
                break;
            case string text:
                to.Append('s').Append(text.Length).Append(':').Append(text);
                break;
            case byte[] bytes:
                Write(Convert.ToBase64String(bytes), to);
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteObject(members.Select(member => (member.Key, member.Value)), to);
                break;
            case IDictionary members:
                WriteObject(members.Cast<DictionaryEntry>().Select(entry => (Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", (object?)entry.Value)), to);
                break;
            case IEnumerable items:
                to.Append('[');
                foreach (var item in items)
                    Write(item, to);
                to.Append(']');
                break;
            case DateTime or DateTimeOffset:
                to.Append('v').Append(((IFormattable)value).ToString("o", CultureInfo.InvariantCulture)).Append(';');
                break;
            default:
                to.Append('v').Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append(';');
                break;
        }
    }

    private static void WriteObject(IEnumerable<(string Name, object? Value)> members, StringBuilder to)
    {
        to.Append('{');
        foreach (var (name, value) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            Write(name, to);
            Write(value, to);
        }

        to.Append('}');
    }

    private static string NewSalt()
    {
        var salt = new byte[SaltLength];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(salt);
        return Convert.ToBase64String(salt);
    }
}
