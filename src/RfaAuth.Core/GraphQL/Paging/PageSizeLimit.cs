using System.Text.RegularExpressions;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Finds the limit in an answer that refuses a page because of its size. Pure.</summary>
internal static class PageSizeLimit
{
    private const int MostCharacters = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // The codes of several versions of HotChocolate.
    private static readonly string[] s_codes = ["HC0051", "PAGINATION_MAX_ITEMS", "EXCESSIVE_PAGINATION"];

    // Names of extensions, without underscores and in lower case. HotChocolate uses maxAllowedItems.
    private static readonly string[] s_members = ["maxalloweditems", "maxitems", "maxpagesize", "maxlimit", "maxfirst", "maxtake", "maximumpagesize", "maxcount"];

    // Words for the page size, other than the argument's name.
    private static readonly Regex s_size = Pattern(@"\b(page[ _-]?size|per[ _-]?page|items|records|nodes|results|entries|rows|elements|pagination)\b");

    private static readonly Regex s_limit = Pattern(
        @"\b(exceed(s|ed)?|greater|more|maximum|max|most|limit(ed)?|up to|larger|bigger|higher|(or|and|be|is) (less|lower|fewer|below|under|smaller)|less|lower|between|too (large|many|big|high)|above|over|<=?)(\b|\s)");

    // Words for other limits: of time, of cost, of the total.
    private static readonly Regex s_other = Pattern(@"\b(cost|complexity|depth|points|credits?|seconds?|minutes?|hours?|requests? per|rate|characters|bytes|aliases|tokens?)\b");

    private static readonly Regex s_thousands = Pattern(@"(?<=\d),(?=\d{3}\b)");

    private static readonly Regex s_number = Pattern(@"(?<![\w-]|\d[.,])\d{1,9}(?!\w|[.,]\d)");

    // "must be less than 51", but not "less than or equal to 50".
    private static readonly Regex s_below = Pattern(@"(?<!(not|no|n't)( be)? )\b(less|fewer|smaller|lower) than (?!or\b)`?(?<limit>\d{1,9})\b|\b(below|under) `?(?<limit>\d{1,9})\b");

    /// <param name="response">An answer without the list.</param>
    /// <param name="asked">The page size that was asked for.</param>
    /// <param name="argument">The argument of the page size.</param>
    /// <returns>A smaller size, from 1; null if the answer has none.</returns>
    public static int? Read(GraphQLResponse response, int asked, string argument) =>
        response.Errors.Select(error => Read(error, asked, argument)).FirstOrDefault(limit => limit is not null);

    /// <summary>Whether the answer refuses a page because of its size, with or without a limit in it.</summary>
    public static bool IsRefused(GraphQLResponse response) => response.Errors.Any(error => IsCode(error));

    private static int? Read(GraphQLError error, int asked, string argument) =>
        Member(error.Extensions, asked)
        ?? Texts(error).Select(text => Text(text, asked, argument, IsCode(error))).FirstOrDefault(limit => limit is not null);

    private static bool IsCode(GraphQLError error) =>
        s_codes.Contains(error.Code) || s_codes.Contains(error.Extensions.TryGetValue("type", out var type) ? type : null);

    private static int? Member(IReadOnlyDictionary<string, object?> members, int asked) => members
        .Where(member => s_members.Contains(member.Key.Replace("_", "").ToLowerInvariant()))
        .Select(member => member.Value is long limit && limit >= 1 && limit < asked ? (int?)limit : null)
        .FirstOrDefault(limit => limit is not null);

    // The message, and the validation messages by field, each with the field's name, which is the argument.
    private static IEnumerable<string> Texts(GraphQLError error) =>
        new[] { error.Message }
            .Concat(Fields(error.Validation))
            .Concat(Fields(error.Extensions.TryGetValue("validation", out var validation) ? validation as IReadOnlyDictionary<string, object?> : null));

    private static IEnumerable<string> Fields(IReadOnlyDictionary<string, object?>? fields) => (fields ?? GraphQLResponse.NoMembers)
        .SelectMany(field => (field.Value as object?[] ?? [field.Value]).OfType<string>().Select(text => $"{field.Key}: {text}"));

    private static int? Text(string message, int asked, string argument, bool isCertain)
    {
        // Remove the separators in "1,000". A very long message is cut.
        var text = s_thousands.Replace(message.Length > MostCharacters ? message.Substring(0, MostCharacters) : message, "");
        if (!isCertain && (!(s_size.IsMatch(text) || Names(text, argument)) || !s_limit.IsMatch(text) || s_other.IsMatch(text)))
            return null;
        var below = s_below.Match(text);
        if (below.Success && int.TryParse(below.Groups["limit"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound))
            return bound > 1 && bound <= asked ? bound - 1 : null;
        // "between 1 and 50", "at most 50, got 100".
        var limits = s_number.Matches(text).Cast<Match>()
            .Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture))
            .Where(number => number >= 1 && number < asked)
            .ToList();
        return limits.Count > 0 ? limits.Max() : null;
    }

    private static bool Names(string text, string argument) => Regex.IsMatch(text, $@"\b{Regex.Escape(argument)}\b", RegexOptions.IgnoreCase, s_patience);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patience);
}
