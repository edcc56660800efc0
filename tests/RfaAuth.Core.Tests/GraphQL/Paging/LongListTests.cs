using System.Runtime.CompilerServices;

namespace RfaAuth.Core.Tests.GraphQL.Paging;

/// <summary>What following a list costs, counted in memory, on which the machine's load has no say.</summary>
public sealed class LongListTests
{
    private const int PageSize = 20;

    [Theory]
    [InlineData(Paged.Offset)]
    [InlineData(Paged.PageNumber)]
    [InlineData(Paged.Cursor)]
    internal void Twice_the_pages_take_twice_the_memory(Paged shape)
    {
        Allocated(shape, 100);
        var once = Allocated(shape, 20_000);
        var twice = Allocated(shape, 40_000);

        Assert.InRange((double)twice / once, 1.8, 2.2);
    }

    [Theory]
    [InlineData(Paged.Offset)]
    [InlineData(Paged.PageNumber)]
    [InlineData(Paged.Cursor)]
    internal void A_hundred_thousand_items_are_not_kept(Paged shape)
    {
        const int Count = 100_000;
        var service = new ListService(shape, Count) { Item = index => $"item {index}" };
        var pager = service.Follow(new PagingOptions { PageSize = PageSize });

        // In a method of its own, so that no local holds the last page.
        var pages = Follow(service, pager);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(Count / PageSize, pages.Count);
        Assert.InRange(pages.Count(page => page.IsAlive), 0, 3);
        GC.KeepAlive(pager);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Follow(ListService service, Pager pager)
    {
        var pages = new List<WeakReference>();
        for (var request = pager.First(); request is not null;)
        {
            var page = pager.Read(service.Answer(request));
            // Of an empty page there is nothing to keep.
            pages.Add(new WeakReference(page.Items.Count > 0 ? page.Items[0] : null));
            request = page.Next;
        }

        return pages;
    }

    private static long Allocated(Paged shape, int count)
    {
        var service = new ListService(shape, count);
        var pager = service.Follow(new PagingOptions { PageSize = PageSize });
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = pager.First(); request is not null; request = pager.Read(service.Answer(request)).Next)
        {
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
