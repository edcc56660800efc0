using System.Numerics;

namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>
/// Paging with <c>skip</c> and <c>take</c> (HotChocolate's collection segments, Red Flag Alert), <c>offset</c> and <c>limit</c> (Hasura, Shopware),
/// <c>offset</c> and <c>first</c> (PostGraphile).
/// </summary>
internal sealed class OffsetShape : ListShape
{
    public override IReadOnlyList<string> StartArguments { get; } = ["skip", "offset"];

    public override IReadOnlyList<string> SizeArguments { get; } = ["take", "limit", "first", "count"];

    public override string? StartForSize(string size) => size switch { "take" => "skip", "limit" => "offset", _ => null };

    public override IReadOnlyList<string> ItemsFields { get; } = ["items", "nodes", "data", "results"];

    public override ListStart Start(object? given, PagingVariable start, int? size, ulong skip) =>
        new(new OffsetPosition(start.Checked(new BigInteger(start.Integer(given) ?? 0) + skip)), 0);

    public override PagePosition At(object? value, long? before) => new OffsetPosition((long)value!);
}

/// <summary>The number of items before the page.</summary>
internal sealed record OffsetPosition(long Skip) : PagePosition
{
    public override object? Value => Skip;

    public override long? Before => Skip;

    public override bool HasMore(PageContent page) => page.SaysMore(Before, number: null) ?? page.Items.Count > 0;

    public override PagePosition? PlaceOf(int index, PageContent page) => new OffsetPosition(Skip + index);

    public override PagePosition? Ahead(int pages, PageTotals totals) =>
        Skip + ((long)pages * totals.Count) is var skip && skip < totals.Total ? new OffsetPosition(skip) : null;

    // Count the items that came. There may be fewer than requested, because some services limit the page size.
    public override PagePosition Next(PageContent page, RepetitionGuard guard) =>
        page.Items.Count > 0 ? new OffsetPosition(Skip + page.Items.Count) : throw RepetitionGuard.EmptyPage();
}
