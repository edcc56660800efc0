#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $segment = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { id number } pageInfo { hasNextPage } totalCount } }'
    $connection = 'query List($endCursor: String, $first: Int) { entryConnection(after: $endCursor, first: $first) { edges { node { number } } pageInfo { hasNextPage endCursor } } }'
    $paginator = 'query List($page: Int, $limit: Int) { Entries(page: $page, limit: $limit) { data { number } has_more_pages } }'

    $wordless = 'query List($page: Int, $limit: Int) { Entries(page: $page, limit: $limit) { data { number } } }'

    # A page of a list by skip and take, as a scripted answer.
    function Get-PageBody([int[]] $Number, [bool] $More, [string] $Errors) {
        $items = @($Number | ForEach-Object { '{"number":' + $_ + '}' }) -join ','
        '{"data":{"entries":{"items":[' + $items + '],"pageInfo":{"hasNextPage":' + "$More".ToLowerInvariant() + '}}}' + $Errors + '}'
    }
}

Describe 'Invoke-RfaGraphQL -All against the sandbox' {
    BeforeAll {
        $sandbox = Start-Sandbox '--option', 'listSize=250', '--option', 'costPerField=0'
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Name rfa
        Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential) -Name toggle
    }

    AfterAll {
        Get-RfaSession | Disconnect-RfaApi
        Stop-Sandbox $sandbox
    }

    BeforeEach { Reset-Sandbox $sandbox }

    It 'outputs every item once and in order: <shape>' -ForEach @(
        @{ shape = 'segment'; session = 'rfa' }, @{ shape = 'connection'; session = 'rfa' }, @{ shape = 'paginator'; session = 'toggle' }
    ) {
        $query = Get-Variable $shape -ValueOnly
        (Invoke-RfaGraphQL $query -All -PageSize 60 -Session $session).number | Should -Be (0..249)
        Get-SandboxRequestCount $sandbox Query | Should -Be 5
        (Invoke-RfaGraphQL $query -All -PageSize 60 -Skip 70 -First 100 -Session $session).number | Should -Be (70..169)
    }

    It 'loses nothing if the service returns fewer items or refuses the size: <shape>, <fault>' -ForEach @(
        @{ shape = 'segment'; session = 'rfa' }, @{ shape = 'connection'; session = 'rfa' }, @{ shape = 'paginator'; session = 'toggle' }, @{ shape = 'wordless'; session = 'toggle' } |
            ForEach-Object { $_ + @{ fault = 'None' }; $_ + @{ fault = 'RefusesSize' } }
    ) {
        Set-SandboxOption $sandbox @{ listCap = 40; listFault = $fault }
        $query = Get-Variable $shape -ValueOnly
        $verbose = $(Invoke-RfaGraphQL $query -All -Session $session -Verbose -OutVariable items) 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $items.number | Should -Be (0..249)
        @($verbose -like '*at most 40 items a page where 100 were asked for*').Count | Should -Be ([int]($fault -eq 'RefusesSize'))
        (Invoke-RfaGraphQL $query -All -Skip 130 -First 90 -Session $session).number | Should -Be (130..219)
    }

    It 'sends the page size of -PageSize, of -Variables, or 100' {
        @(Invoke-RfaGraphQL $segment -All -Session rfa).Count | Should -Be 250
        Get-SandboxRequestCount $sandbox Query | Should -Be 3
        Reset-Sandbox $sandbox
        @(Invoke-RfaGraphQL $segment @{ take = 125 } -All -Session rfa).Count | Should -Be 250
        Get-SandboxRequestCount $sandbox Query | Should -Be 2
    }

    It 'fetches no page that -First does not need' {
        @(Invoke-RfaGraphQL $segment -All -PageSize 50 -First 50 -Session rfa).Count | Should -Be 50
        Get-SandboxRequestCount $sandbox Query | Should -Be 1
        Invoke-RfaGraphQL $segment -All -First 0 -Session rfa | Should -BeNullOrEmpty
        Get-SandboxRequestCount $sandbox Query | Should -Be 1
    }

    It 'begins at the start in -Variables' {
        (Invoke-RfaGraphQL $segment @{ skip = 240 } -All -Session rfa).number | Should -Be (240..249)
        (Invoke-RfaGraphQL $connection @{ endCursor = 'entry:240' } -All -Skip 5 -Session rfa).number | Should -Be (245..249)
    }

    It 'reports the total beside the output: <why>' -ForEach @(
        @{ why = 'known'; shape = 'segment'; session = 'rfa'; total = 250 }, @{ why = 'unknown'; shape = 'wordless'; session = 'toggle'; total = $null }
    ) {
        $total = 'before'
        $output = @(Invoke-RfaGraphQL (Get-Variable $shape -ValueOnly) -All -First 2 -TotalCountVariable total -Session $session)
        $output.number | Should -Be 0, 1
        $total | Should -Be $_.total
        $both = Invoke-RfaGraphQL (Get-Variable $shape -ValueOnly) -All -First 1 -IncludeTotalCount -Session $session 6>&1
        "$($both | Where-Object { $_ -is [System.Management.Automation.InformationRecord] })" | Should -Be "Total count: $($_.total ?? 'unknown')"
        @($both | Where-Object { $_ -isnot [System.Management.Automation.InformationRecord] }).number | Should -Be 0
    }

    It 'has the total before the first item, and without any' {
        Invoke-RfaGraphQL $segment -All -First 1 -TotalCountVariable total -Session rfa | ForEach-Object { $total } | Should -Be 250
        Invoke-RfaGraphQL $segment -All -First 0 -TotalCountVariable none -Session rfa | Should -BeNullOrEmpty
        $none | Should -Be 250
    }

    It 'makes a CSV of the items only' {
        (Invoke-RfaGraphQL $segment -All -First 2 -IncludeTotalCount -Session rfa 6>$null | ConvertTo-Csv) | Should -Be '"id","number"', '"E00000000","0"', '"E00000001","1"'
    }

    It 'fetches pages side by side under -ThrottleLimit: <shape>' -ForEach @(
        @{ shape = 'segment'; session = 'rfa' }, @{ shape = 'total'; session = 'toggle' }, @{ shape = 'connection'; session = 'rfa' }
    ) {
        $total = 'query List($page: Int, $limit: Int) { Entries(page: $page, limit: $limit) { data { number } total } }'
        Add-SandboxFault $sandbox 'delay=150@query'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Invoke-RfaGraphQL (Get-Variable $shape -ValueOnly) -All -PageSize 10 -ThrottleLimit 8 -Session $session).number | Should -Be (0..249)
        # 25 pages take 3.75 seconds one after the other, and a cursor is known no sooner.
        if ($shape -ne 'connection') { $watch.Elapsed.TotalSeconds | Should -BeLessThan 3 }
        Get-SandboxRequestCount $sandbox Query | Should -BeIn 25, 26
    }

    It 'follows -DataPath into the items, and supports -AsHashtable' {
        Invoke-RfaGraphQL $segment -All -First 2 -DataPath entries.items.number -Session rfa | Should -Be 0, 1
        $item = Invoke-RfaGraphQL $segment -All -First 1 -AsHashtable -Session rfa
        $item | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
        @($item.Keys) | Should -Be 'id', 'number'
        $missing = Get-ThrownError { Invoke-RfaGraphQL $segment -All -DataPath entries.items.nope -Session rfa }
        $missing | Get-ErrorCode | Should -Be DataPathNotFound
        $missing.Exception.Message | Should -BeLike "*'entries.items' has no 'nope'*"
    }

    It 'loses and repeats nothing when the token dies every few pages' {
        $count = 0
        $numbers = Invoke-RfaGraphQL $segment -All -PageSize 10 -Session rfa |
            ForEach-Object { if (++$count % 40 -eq 0) { Revoke-SandboxToken $sandbox }; $_.number }
        $numbers | Should -Be (0..249)
        @((Get-SandboxLedger $sandbox).refreshes).Count | Should -BeGreaterThan 2
    }

    It 'ends in PagingLoop if the paging of the service is wrong: <fault>' -ForEach @(
        @{ fault = 'AlwaysMore'; shape = 'segment'; count = 250 }, @{ fault = 'IgnoresStart'; shape = 'segment'; count = 50 }, @{ fault = 'SameCursor'; shape = 'connection'; count = 50 }
    ) {
        Set-SandboxOption $sandbox @{ listFault = $fault }
        $items = [System.Collections.Generic.List[object]]::new()
        $thrown = Get-ThrownError { Invoke-RfaGraphQL (Get-Variable $shape -ValueOnly) -All -PageSize 50 -Session rfa | ForEach-Object { $items.Add($_) } }
        $thrown | Get-ErrorCode | Should -Be PagingLoop
        $items.Count | Should -Be $count
        $thrown.Exception.Resume.ItemCount | Should -Be $count
    }

    It 'follows one list for each input, with -First for each' {
        $query = 'query List($status: String!, $skip: Int!, $take: Int!) { companies(skip: $skip, take: $take, where: { company_status: { eq: $status } }) { items { company_number company_status } pageInfo { hasNextPage } } }'
        $output = 'Dissolved', 'Active' | Invoke-RfaGraphQL $query -All -First 3 -PageSize 2 -Session rfa
        $output.company_status | Should -Be 'Dissolved', 'Dissolved', 'Dissolved', 'Active', 'Active', 'Active'
        @($output.company_number | Select-Object -Unique).Count | Should -Be 6
    }

    It 'stops fetching when the pipeline has enough' {
        Invoke-RfaGraphQL $segment -All -PageSize 10 -Session rfa | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        Get-SandboxRequestCount $sandbox Query | Should -BeLessOrEqual 2
    }
}

Describe 'Invoke-RfaGraphQL -All in detail' {
    BeforeAll {
        $server = Start-ScriptedServer
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
        $query = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number } pageInfo { hasNextPage } } }'
    }

    AfterAll {
        Disconnect-RfaApi
        Stop-ScriptedServer $server
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'writes the errors of a page beside its items and goes on' {
        Add-ScriptedAnswer $server (Get-PageBody 1, 2 $true ',"errors":[{"message":"half","extensions":{"code":"HALF"}}]')
        Add-ScriptedAnswer $server (Get-PageBody 3 $false)
        $items = Invoke-RfaGraphQL $query -All -PageSize 2 -ErrorVariable errors -ErrorAction SilentlyContinue
        $items.number | Should -Be 1, 2, 3
        $errors | Get-ErrorCode | Should -Be HALF
    }

    It 'says where to go on when a page fails: <code>' -ForEach @(
        @{ code = 'HttpError'; status = 500; body = 'x' }
        @{ code = 'TooManyRequests'; status = 429; body = 'x' }
        @{ code = 'Forbidden'; status = 403; body = 'Forbidden' }
        @{ code = 'NOPE'; status = 200; body = '{"data":{"entries":null},"errors":[{"message":"no","extensions":{"code":"NOPE"}}]}' }
    ) {
        Add-ScriptedAnswer $server (Get-PageBody 1, 2 $true)
        Add-ScriptedAnswer $server -Status $status $body
        $items = [System.Collections.Generic.List[object]]::new()
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $query -All -PageSize 2 -Skip 10 -First 5 | ForEach-Object { $items.Add($_) } }
        $thrown | Get-ErrorCode | Should -Be $code
        $items.number | Should -Be 1, 2
        $thrown.Exception.Resume.ItemCount | Should -Be 2
        $thrown.Exception.Resume.Skip | Should -Be 12
        $thrown.Exception.Message | Should -BeLike '*2 items were output before; to go on from there: -Skip 12 -First 3.'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*run it again with -Skip 12 -First 3.'
    }

    It 'warns if a list ends before its total' {
        Add-ScriptedAnswer $server '{"data":{"entries":{"items":[1,2],"totalCount":3,"pageInfo":{"hasNextPage":false}}}}'
        $total = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items totalCount pageInfo { hasNextPage } } }'
        Invoke-RfaGraphQL $total -All -WarningVariable warnings -WarningAction SilentlyContinue | Should -Be 1, 2
        "$warnings" | Should -BeLike '*entries.items ended after 2 of the 3 items*'
    }

    It 'says the page to go on from if pages have numbers' {
        Add-ScriptedAnswer $server '{"data":{"l":{"data":[1,2]}}}'
        Add-ScriptedAnswer $server -Status 500 'x'
        $thrown = Get-ThrownError { Invoke-RfaGraphQL 'query List($page: Int, $limit: Int) { l(page: $page, limit: $limit) { data } }' -All -First 9 }
        $thrown.Exception.Message | Should -BeLike '*-Variables @{ page = 2 } -First 7.'
        $thrown.Exception.Resume.Page | Should -Be 2
    }

    It 'follows a list in an input object and one that is the value of its field' {
        Add-ScriptedAnswer $server '{"data":{"l":{"nodes":[1,2],"pageInfo":{"hasNextPage":true,"endCursor":"b"}}}}'
        Add-ScriptedAnswer $server '{"data":{"l":{"nodes":[3],"pageInfo":{"hasNextPage":false,"endCursor":"c"}}}}'
        Invoke-RfaGraphQL 'query List($input: ListInput!) { l(input: $input) { nodes pageInfo { hasNextPage endCursor } } }' @{ input = @{ first = 2; kind = 'x' } } -All | Should -Be 1, 2, 3
        @(Get-ScriptedRequest $server -Calls)[-1].Text | Should -BeLike '*"after":"b"*'
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":{"l":[{"id":1},{"id":2}]}}'
        Add-ScriptedAnswer $server '{"data":{"l":[]}}'
        Invoke-RfaGraphQL 'query List($skip: Int, $take: Int) { l(skip: $skip, take: $take) { id } }' -All -DataPath l.id | Should -Be 1, 2
    }

    It 'completes lists in the items under -Nested' {
        $nested = 'query List($skip: Int, $take: Int, $x: String) { l(skip: $skip, take: $take) { items { id parts(first: 2, after: $x) { nodes pageInfo { hasNextPage endCursor } } } pageInfo { hasNextPage } } }'
        function Get-Item([int] $Id, [string] $Parts, [string] $Next) { '{"id":' + $Id + ',"parts":{"nodes":[' + $Parts + '],"pageInfo":{"hasNextPage":' + "$([bool] $Next)".ToLowerInvariant() + ',"endCursor":"' + $Next + '"}}}' }
        function Get-Body([string] $Items) { '{"data":{"l":{"items":[' + $Items + '],"pageInfo":{"hasNextPage":false}}}}' }
        Add-ScriptedAnswer $server (Get-Body "$(Get-Item 1 '1'),$(Get-Item 2 '1,2' b)")
        Add-ScriptedAnswer $server (Get-Body (Get-Item 2 '3,4' d))
        Add-ScriptedAnswer $server (Get-Body (Get-Item 2 '5'))
        $items = Invoke-RfaGraphQL $nested -All -Nested
        $items.id | Should -Be 1, 2
        $items[1].parts.nodes | Should -Be 1, 2, 3, 4, 5
        $sent = (@(Get-ScriptedRequest $server -Calls)[-1].Text | ConvertFrom-Json).variables
        $sent.skip, $sent.take, $sent.x | Should -Be 1, 1, 'd'
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server (Get-Body (Get-Item 1 '1,2' b))
        Add-ScriptedAnswer $server (Get-Body (Get-Item 1 '3'))
        Invoke-RfaGraphQL $nested -All -Nested -DataPath l.items.parts.nodes | Should -Be 1, 2, 3
        Get-ThrownError { Invoke-RfaGraphQL $query -All -Nested } | Get-ErrorCode | Should -Be PagingNotPossible
    }

    It 'says the cursor to go on from' {
        $relay = 'query List($after: String) { l(after: $after) { nodes pageInfo { hasNextPage endCursor } } }'
        Add-ScriptedAnswer $server '{"data":{"l":{"nodes":[1,2],"pageInfo":{"hasNextPage":true,"endCursor":"it''s"}}}}'
        Add-ScriptedAnswer $server -Status 500 'x'
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $relay -All }
        $thrown.Exception.Message | Should -BeLike "*-Variables @{ after = 'it''s' }."
        $thrown.Exception.Resume.After | Should -BeExactly "it's"
    }

    It 'gives each page the time of -TimeoutSec' {
        Add-ScriptedAnswer $server (Get-PageBody 1, 2 $true)
        Add-ScriptedAnswer $server -Hang
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $query -All -TimeoutSec 1 }
        $thrown | Get-ErrorCode | Should -Be RequestTimeout
        $thrown.Exception.Resume.Skip | Should -Be 2
    }

    It 'refuses <arguments.Keys> without -All' -ForEach @(
        @{ arguments = @{ First = 1 } }, @{ arguments = @{ Skip = 1 } }, @{ arguments = @{ IncludeTotalCount = $true } }, @{ arguments = @{ TotalCountVariable = 'total' } }, @{ arguments = @{ Nested = $true } }, @{ arguments = @{ PageSize = 1 } }
    ) {
        Get-ThrownError { Invoke-RfaGraphQL $query @arguments } | Get-ErrorCode | Should -Be ParameterConflict
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }

    It 'refuses <arguments.Keys> with -All' -ForEach @(
        @{ arguments = @{ Raw = $true } }, @{ arguments = @{ FullResponse = $true } }
    ) {
        Get-ThrownError { Invoke-RfaGraphQL $query -All @arguments } | Get-ErrorCode | Should -Be ParameterConflict
    }

    It 'sends nothing if there is no list to follow: <code>' -ForEach @(
        @{ code = 'PagingNotPossible'; document = '{ entries { items { number } } }' }
        @{ code = 'PagingNotPossible'; document = 'query($s: Int, $t: Int) { a(skip: $s, take: $t) { items } b(skip: $s, take: $t) { items } }' }
        @{ code = 'ParameterConflict'; document = 'mutation($s: Int, $t: Int) { a(skip: $s, take: $t) { items } }' }
    ) {
        Get-ThrownError { Invoke-RfaGraphQL $document -All -Confirm:$false } | Get-ErrorCode | Should -Be $code
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }
}
