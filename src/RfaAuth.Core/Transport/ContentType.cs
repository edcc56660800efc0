namespace RfaAuth.Core.Transport;

/// <summary>Reads a Content-Type header leniently, so that an answer is not lost because of a charset that .NET refuses.</summary>
internal static class ContentType
{
    public static (string MediaType, string? Charset) Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return ("", null);
        var parts = header!.Split(';');
        string? charset = null;
        for (var i = 1; i < parts.Length; i++)
        {
            var part = parts[i].Trim();
            if (part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
                charset = part.Substring("charset=".Length).Trim(' ', '"', '\'');
        }

        return (parts[0].Trim().ToLowerInvariant(), charset);
    }
}
