#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $link = Get-Need SymbolicLink
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $list = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number text } pageInfo { hasNextPage } totalCount } }'

    function Get-PageBody([string[]] $Item, [bool] $More, [string] $Errors) {
        '{"data":{"entries":{"items":[' + ($Item -join ',') + '],"pageInfo":{"hasNextPage":' + "$More".ToLowerInvariant() + '}}}' + $Errors + '}'
    }

    # The bytes of a file as text: Get-Content would take a byte order mark away.
    function Get-FileText([string] $Path) { [System.Text.Encoding]::UTF8.GetString([System.IO.File]::ReadAllBytes($Path)) }
}

Describe 'Invoke-RfaGraphQL -OutFile' {
    BeforeAll {
        $server = Start-ScriptedServer
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential)
    }

    AfterAll {
        Disconnect-RfaApi
        Stop-ScriptedServer $server
    }

    BeforeEach {
        Clear-ScriptedServer $server
        $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())"
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'writes the items of a list as the service wrote them, without output: <name>' -ForEach @(
        @{ name = 'a.jsonl'; text = "{`"number`":1.50,`"text`":`"\u00e9 \/`"}`n{`"text`":null,`"number`":1e5}`n{`"number`":3}`n" }
        @{ name = 'a.ndjson'; text = "{`"number`":1.50,`"text`":`"\u00e9 \/`"}`n{`"text`":null,`"number`":1e5}`n{`"number`":3}`n" }
        @{ name = 'a.json'; text = "[`n{`"number`":1.50,`"text`":`"\u00e9 \/`"},`n{`"text`":null,`"number`":1e5},`n{`"number`":3}`n]`n" }
        @{ name = 'a.CSV'; text = "number,text`r`n1.50,é /`r`n1e5,`r`n3,`r`n" }
    ) {
        Add-ScriptedAnswer $server (Get-PageBody '{ "number" : 1.50, "text":"\u00e9 \/" }', "{`n  `"text`": null,`r`n`t`"number`": 1e5 }" $true)
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}' $false)
        Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile $name | Should -BeNullOrEmpty
        Get-FileText "$folder/$name" | Should -BeExactly $text
        (Get-ChildItem $folder).Name | Should -Be $name
    }

    It 'writes a single answer: <name> <parameters>' -ForEach @(
        @{ name = 'a.json'; parameters = @{}; text = "{`"list`":[{`"n`":1.0},null],`"one`":{`"x`":`"\u00e9`"}}`n" }
        @{ name = 'a.jsonl'; parameters = @{}; text = "{`"list`":[{`"n`":1.0},null],`"one`":{`"x`":`"\u00e9`"}}`n" }
        @{ name = 'a.json'; parameters = @{ DataPath = 'list' }; text = "[`n{`"n`":1.0},`nnull`n]`n" }
        @{ name = 'a.json'; parameters = @{ DataPath = 'LIST.n' }; text = "[`n1.0`n]`n" }
        @{ name = 'a.json'; parameters = @{ DataPath = 'one' }; text = "{`"x`":`"\u00e9`"}`n" }
        @{ name = 'a.json'; parameters = @{ DataPath = 'one.x' }; text = "`"\u00e9`"`n" }
        @{ name = 'a.jsonl'; parameters = @{ DataPath = 'list' }; text = "{`"n`":1.0}`nnull`n" }
        @{ name = 'a.csv'; parameters = @{ DataPath = 'list' }; text = "n`r`n1.0`r`n`"`"`r`n" }
        @{ name = 'a.csv'; parameters = @{ DataPath = 'one.x' }; text = "x`r`né`r`n" }
        @{ name = 'a.txt'; parameters = @{ As = 'csv' }; text = "list,one.x`r`n`"[{`"`"n`"`":1.0},null]`",é`r`n" }
        @{ name = 'a.txt'; parameters = @{ Raw = $true }; text = '{"data": {"list" : [ {"n":1.0}, null ], "one":{"x":"\u00e9"}} , "extensions":{}}' }
    ) {
        Add-ScriptedAnswer $server '{"data": {"list" : [ {"n":1.0}, null ], "one":{"x":"\u00e9"}} , "extensions":{}}'
        Invoke-RfaGraphQL '{ list { n } one { x } }' -OutFile $name @parameters | Should -BeNullOrEmpty
        Get-FileText "$folder/$name" | Should -BeExactly $text
    }

    It 'says with -PassThru what it wrote' {
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}', '{"number":2}' $true)
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}' $false)
        $export = Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl -PassThru
        $export | Should -BeOfType RfaAuth.RfaExport
        $export.File.FullName | Should -Be "$folder/a.jsonl".Replace('/', [System.IO.Path]::DirectorySeparatorChar)
        $export.Items, $export.Pages, $export.Bytes, $export.IsResumed, $export.Renewals, $export.Waits | Should -Be 3, 2, 39, $false, 0, 0
        $export.Duration | Should -BeGreaterThan ([timespan]::Zero)
    }

    It 'resolves paths as PowerShell does' {
        $null = New-PSDrive -Name out -PSProvider FileSystem -Root $folder -Scope Global
        try {
            Invoke-RfaGraphQL '{ ping }' -OutFile out:/drive.json
            Invoke-RfaGraphQL '{ ping }' -OutFile ./a[1].json
            'drive.json', 'a[1].json' | ForEach-Object { Get-FileText "$folder/$_" | Should -BeExactly "{`"ping`":`"pong`"}`n" }
        }
        finally { Remove-PSDrive out -Scope Global }
    }

    It 'refuses a link to a file that is not there, before anything is sent' @link {
        $null = New-Item -ItemType SymbolicLink link.json -Target "$folder/none.json"
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -OutFile link.json }
        $record | Get-ErrorCode | Should -Be 'FileUnwritable'
        $record.Exception.Message | Should -BeLike '*is a link to a missing file.'
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        # The file takes the place of a link that leads to one.
        Set-Content none.json old
        Invoke-RfaGraphQL '{ ping }' -OutFile link.json
        Get-FileText "$folder/link.json" | Should -BeExactly "{`"ping`":`"pong`"}`n"
        Get-Content none.json | Should -Be old
    }

    It 'refuses a path or parameter that does not work, before anything is sent: <code>' -ForEach @(
        @{ code = 'DirectoryNotFound'; parameters = @{ OutFile = 'none/a.json' } }
        @{ code = 'FileUnwritable'; parameters = @{ OutFile = '.' } }
        @{ code = 'FileUnwritable'; parameters = @{ OutFile = 'env:a.json' } }
        @{ code = 'FileUnwritable'; parameters = @{ OutFile = 'a' * 300 + '.json' } }
        @{ code = 'FileUnwritable'; parameters = @{ OutFile = 'a' * 245 + '.json' } }
        @{ code = 'FileUnwritable'; parameters = @{ OutFile = 'nodrive:/a.json' } }
        @{ code = 'FormatRequired'; parameters = @{ OutFile = 'a.txt' } }
        @{ code = 'FormatRequired'; parameters = @{ OutFile = 'a' } }
        @{ code = 'OutFileExists'; parameters = @{ OutFile = 'old.json'; NoClobber = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'old.json'; Append = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'old.jsonl'; Append = $true; NoClobber = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'a.json'; FullResponse = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'a.json'; AsRecord = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'a.json'; Raw = $true; As = 'csv' } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'a.json'; Resume = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ OutFile = 'a.json'; Flatten = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ PassThru = $true } }
        @{ code = 'ParameterConflict'; parameters = @{ As = 'csv' } }
        @{ code = 'ParameterConflict'; parameters = @{ Flatten = $true; Raw = $true } }
    ) {
        Set-Content old.json old
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' @parameters } | Get-ErrorCode | Should -Be $code
        Get-ThrownError { Invoke-RfaGraphQL 'mutation { ping }' @parameters } | Get-ErrorCode | Should -Be $code
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        (Get-ChildItem $folder).Name | Should -Be 'old.json'
        Get-Content old.json | Should -Be 'old'
    }

    It 'refuses a folder with the name of the incomplete file or of its record: <_>' -ForEach 'a.json.partial', 'a.json.resume', 'a.json.resume.tmp' {
        $null = New-Item -ItemType Directory $_
        $record = Get-ThrownError { Invoke-RfaGraphQL 'mutation { ping }' -OutFile a.json }
        $record | Get-ErrorCode | Should -Be 'FileUnwritable'
        $record.Exception.Message | Should -BeLike "*'$_' is a folder*"
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }

    It 'accepts only one document' {
        Get-ThrownError { '{ ping }', '{ ping }' | Invoke-RfaGraphQL -OutFile a.json } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-Content a.json | Should -Be '{"ping":"pong"}'
    }

    It 'writes nothing and sends nothing under -WhatIf' {
        Invoke-RfaGraphQL $list -All -OutFile a.jsonl -WhatIf
        Invoke-RfaGraphQL 'mutation { ping }' -OutFile a.json -WhatIf
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'replaces a file when the new one is complete, and keeps the old one until then' {
        Set-Content a.jsonl old
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"No."}]}'
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -OutFile a.jsonl } | Get-ErrorCode | Should -Be 'GraphQLError'
        Get-Content a.jsonl | Should -Be 'old'
        (Get-ChildItem $folder).Name | Should -Be 'a.jsonl'
        Invoke-RfaGraphQL '{ ping }' -OutFile a.jsonl
        Get-Content a.jsonl | Should -Be '{"ping":"pong"}'
    }

    It 'appends lines and rows' {
        1..2 | ForEach-Object {
            Invoke-RfaGraphQL '{ ping }' -OutFile a.jsonl -Append
            Invoke-RfaGraphQL '{ ping }' -OutFile a.csv -Append
        }
        Get-FileText "$folder/a.jsonl" | Should -BeExactly "{`"ping`":`"pong`"}`n{`"ping`":`"pong`"}`n"
        Get-FileText "$folder/a.csv" | Should -BeExactly "ping`r`npong`r`npong`r`n"
        Add-ScriptedAnswer $server '{"data":{"pong":1}}'
        Get-ThrownError { Invoke-RfaGraphQL '{ pong }' -OutFile a.csv -Append } | Get-ErrorCode | Should -Be 'InvalidOutFile'
        Get-FileText "$folder/a.csv" | Should -BeExactly "ping`r`npong`r`npong`r`n"
    }

    It 'completes the file before the errors beside the data are written' {
        Add-ScriptedAnswer $server '{"data":{"ping":1,"pong":null},"errors":[{"message":"No pong.","path":["pong"]}]}'
        $record = Get-ThrownError { Invoke-RfaGraphQL 'mutation { ping pong }' -OutFile a.json -ErrorAction Stop }
        $record.Exception.Message | Should -BeLike '*No pong*'
        $record.Exception.Response.Data.ping | Should -Be 1
        Get-Content a.json | Should -Be '{"ping":1,"pong":null}'
    }

    It 'keeps the answer to a mutation that cannot be written: <parameters>' -ForEach @(@{ parameters = @{} }, @{ parameters = @{ Raw = $true } }) {
        Add-ScriptedAnswer $server -Hang
        $powershell = New-Script 'Set-Location $extra[0]; $more = $extra[1]; try { Invoke-RfaGraphQL "mutation { ping }" -OutFile a.json -Session $session @more } catch { $_ }' (Get-RfaSession), @("$folder", $parameters)
        try {
            $running = $powershell.BeginInvoke()
            Wait-Until { $server.State.Held.Count }
            # In the way of the file's name.
            $null = New-Item -ItemType Directory a.json
            Complete-ScriptedAnswer $server 'mutation'
            $record = $powershell.EndInvoke($running)[0]
        }
        finally { $powershell.Dispose() }
        $record | Get-ErrorCode | Should -Be 'FileUnwritable'
        $record.Exception.Message | Should -BeLike '*The operation was answered*'
        $response = $record.Exception.Response
        $(if ($parameters.Raw) { $response.Body } else { $response.Data.ping }) | Should -BeLike '*pong*'
    }

    It 'goes on with a list that broke off, by the same command with -Resume' {
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}', '{"number":2}' $true)
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"No."}]}'
        $record = Get-ThrownError { Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl }
        $record.Exception.Message | Should -BeLike '*2 items were written before, to ''a.jsonl.partial''; to go on from there: -Resume.'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*run it again with -Resume.'
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'a.jsonl.partial', 'a.jsonl.resume'
        Get-FileText "$folder/a.jsonl.resume" | Should -Not -Match 'entries|demo|127'

        Get-ThrownError { Invoke-RfaGraphQL $list -All -PageSize 3 -OutFile a.jsonl -Resume } | ForEach-Object {
            $_ | Get-ErrorCode | Should -Be 'InvalidResume'
            $_.Exception.Message | Should -BeLike '*with other values of: -PageSize.'
        }
        Get-ThrownError { Invoke-RfaGraphQL "$list " -All -PageSize 2 -OutFile a.jsonl -Resume } | Get-ErrorCode | Should -Be 'InvalidResume'
        Get-ThrownError { Invoke-RfaGraphQL $list @{ skip = 1 } -All -PageSize 2 -OutFile a.jsonl -Resume } | Get-ErrorCode | Should -Be 'InvalidResume'

        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}', '{"number":4}' $false)
        $export = Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl -Resume -PassThru
        Get-SentVariable $server | Should -Be '{"skip":2,"take":2}'
        $export.Items, $export.Pages, $export.IsResumed | Should -Be 4, 2, $true
        (Get-Content a.jsonl | ConvertFrom-Json).number | Should -Be 1, 2, 3, 4
        (Get-ChildItem $folder).Name | Should -Be 'a.jsonl'
    }

    It 'keeps what came before Ctrl+C, says so, and goes on from there' {
        $page = Get-PageBody '{"number":1}', '{"number":2}' $true
        Add-ScriptedAnswer $server $page
        Add-ScriptedAnswer $server -Hang
        $powershell = New-Script 'Set-Location $extra[0]; Invoke-RfaGraphQL $extra[1] -All -PageSize 2 -OutFile a.jsonl -Session $session' (Get-RfaSession), @("$folder", $list)
        try {
            $null = $powershell.BeginInvoke()
            Wait-Until { Test-Path "$folder/a.jsonl.resume" }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        }
        finally { $powershell.Dispose() }
        Get-FileText "$folder/a.jsonl.partial" | Should -BeExactly "{`"number`":1}`n{`"number`":2}`n"

        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}' $false)
        Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl -Resume
        Get-Content a.jsonl | Should -Be '{"number":1}', '{"number":2}', '{"number":3}'
    }

    It 'goes on with each kind of paging: <start>' -ForEach @(
        @{ start = 'a cursor'; first = '{"nodes":[{"number":1}],"pageInfo":{"hasNextPage":true,"endCursor":"it''s {é}"}}'; sent = '{"after":"it''s {é}","first":100}'; query = 'query ($after: String, $first: Int) { l(after: $after, first: $first) { nodes { number } pageInfo { hasNextPage endCursor } } }' }
        @{ start = 'a number as a cursor'; first = '{"nodes":[{"number":1}],"pageInfo":{"hasNextPage":true,"endCursor":12345678901234567890}}'; sent = '{"after":12345678901234567890,"first":100}'; query = 'query ($after: BigInt, $first: Int) { l(after: $after, first: $first) { nodes { number } pageInfo { hasNextPage endCursor } } }' }
        @{ start = 'a page'; first = '{"data":[{"number":1}],"last_page":2}'; sent = '{"page":2,"limit":100}'; query = 'query ($page: Int, $limit: Int) { l(page: $page, limit: $limit) { data { number } last_page } }' }
        @{ start = 'a place in a bare list'; first = '[{"number":1}]'; sent = '{"offset":1,"limit":100}'; query = 'query ($offset: Int, $limit: Int) { l(offset: $offset, limit: $limit) { number } }' }
    ) {
        Add-ScriptedAnswer $server ('{"data":{"l":' + $first + '}}')
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"No."}]}'
        Get-ThrownError { Invoke-RfaGraphQL $query -All -OutFile a.jsonl } | Get-ErrorCode | Should -Be 'GraphQLError'
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server ('{"data":{"l":' + ($first -replace '"number":1', '"number":2' -replace 'true', 'false') + '}}')
        Add-ScriptedAnswer $server '{"data":{"l":[]}}'
        Invoke-RfaGraphQL $query -All -OutFile a.jsonl -Resume -ThrottleLimit 4
        (Get-ScriptedRequest $server -Calls)[0].Text | Should -BeLike "*`"variables`":$sent*"
        Get-Content a.jsonl | Should -Be '{"number":1}', '{"number":2}'
    }

    It 'makes a complete file again with -Resume, and says so' {
        Invoke-RfaGraphQL '{ ping }' -OutFile a.jsonl
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}' $false)
        Invoke-RfaGraphQL $list -All -OutFile a.jsonl -Resume 6>&1 | Should -BeLike '*the file is complete*'
        Add-ScriptedAnswer $server (Get-PageBody '{"number":2}' $false)
        Invoke-RfaGraphQL $list -All -OutFile a.jsonl -Resume -Append 6>&1 | Should -Be 'No export to ''a.jsonl'' broke off: what comes is added to the file.'
        Get-Content a.jsonl | Should -Be '{"number":1}', '{"number":2}'
    }

    It 'is refused while another process writes the file' {
        $other = [System.IO.File]::Open("$folder/a.json.partial", 'OpenOrCreate', 'ReadWrite', 'None')
        try { Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -OutFile a.json } | Get-ErrorCode | Should -Be 'FileUnwritable' }
        finally { $other.Dispose() }
    }

    It 'writes the errors of a page, and goes on, by -Resume if they ended the command' {
        $errors = ',"errors":[{"message":"One is missing.","path":["entries","items",1]}]'
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}', 'null' $true $errors)
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}' $false $errors)
        Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be 2
        Get-Content a.jsonl | Should -Be '{"number":1}', 'null', '{"number":3}'

        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}', 'null' $true $errors)
        Get-ThrownError { Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile b.jsonl -ErrorAction Stop } | ForEach-Object { $_.ErrorDetails.RecommendedAction } | Should -BeLike '*-Resume.'
        # The next page was asked for meanwhile.
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server (Get-PageBody '{"number":3}' $false $errors)
        Get-ThrownError { Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile b.jsonl -Resume -ErrorAction Stop } | Should -Not -BeNullOrEmpty
        Get-Content b.jsonl | Should -Be '{"number":1}', 'null', '{"number":3}'
    }

    It 'writes the part of the items at -DataPath' {
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1,"text":["a","b"]}', '{"number":2,"text":null}' $false)
        Invoke-RfaGraphQL $list -All -DataPath entries.items.text -OutFile a.jsonl
        Get-Content a.jsonl | Should -Be '"a"', '"b"'
    }

    It 'leaves no file if a key does not exist' {
        Add-ScriptedAnswer $server (Get-PageBody '{"number":1}' $false)
        $record = Get-ThrownError { Invoke-RfaGraphQL $list -All -DataPath entries.items.text -OutFile a.jsonl }
        $record | Get-ErrorCode | Should -Be 'DataPathNotFound'
        $record.Exception.Response.Data.entries.items[0].number | Should -Be 1
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'completes the lists in the items as the service wrote them' {
        $nested = 'query ($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { id f(first: 2, after: $x) { nodes { n } pageInfo { hasNextPage endCursor } } } pageInfo { hasNextPage } } }'
        $body = '{{"data":{{"l":{{"items":[{{"id": 1.50, "f":{{"nodes":[{0}],"pageInfo":{{"hasNextPage":{1},"endCursor":"{2}"}}}}}}],"pageInfo":{{"hasNextPage":false}}}}}}}}'
        Add-ScriptedAnswer $server ($body -f '{"n":1e1},{"n":"\u00e9"}', 'true', 'c')
        Add-ScriptedAnswer $server ($body -f '{ "n": 3 }', 'false', 'd')
        Invoke-RfaGraphQL $nested -All -Nested -OutFile a.jsonl
        Get-FileText "$folder/a.jsonl" | Should -BeExactly "{`"id`":1.50,`"f`":{`"nodes`":[{`"n`":1e1},{`"n`":`"\u00e9`"},{`"n`":3}],`"pageInfo`":{`"hasNextPage`":false,`"endCursor`":`"d`"}}}`n"
    }
}

Describe 'Invoke-RfaGraphQL -Flatten' {
    BeforeAll {
        $server = Start-ScriptedServer
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential)
        $query = 'query ($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { id home: address { town } tags { name } ...More } pageInfo { hasNextPage } } } fragment More on Entry { __typename free }'
        $first = '{"id":12345678901234567890,"home":{"town":"é"},"tags":[{"name":"a"}],"__typename":"Entry","free":{"x":[1]}}'
    }

    AfterAll {
        Disconnect-RfaApi
        Stop-ScriptedServer $server
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'gives each item the same columns, whatever is null' {
        Add-ScriptedAnswer $server (Get-PageBody $first, '{"id":2,"home":null,"tags":null,"__typename":"Entry","free":null}' $true)
        Add-ScriptedAnswer $server (Get-PageBody '{"id":3}', 'null' $false)
        $items = Invoke-RfaGraphQL $query -All -Flatten
        $items | ForEach-Object { $_.PSObject.Properties.Name -join ' ' } | Should -Be (@('id home.town tags __typename free') * 4)
        $items[0].id | Should -Be ([bigint]::Parse('12345678901234567890'))
        $items[0].'home.town', $items[0].tags, $items[0].free | Should -Be 'é', '[{"name":"a"}]', '{"x":[1]}'
        $items[1].'home.town', $items[1].tags, $items[3].id | Should -Be $null, $null, $null
        ($items | ConvertTo-Csv)[0].Replace('"', '') | Should -Be 'id,home.town,tags,__typename,free'
    }

    It 'flattens a single answer, at -DataPath and in a batch' {
        Add-ScriptedAnswer $server (Get-PageBody $first $false)
        (Invoke-RfaGraphQL $query -Flatten -DataPath entries.items).'home.town' | Should -Be 'é'
        Add-ScriptedAnswer $server '{"data":{"a":{"b":null}}}'
        Add-ScriptedAnswer $server '{"data":{"a":{"b":{"c":1}}}}'
        $items = 1, 2 | Invoke-RfaGraphQL 'query ($n: Int) { a(n: $n) { b { c } } }' -Flatten
        $items | ForEach-Object { $_.PSObject.Properties.Name } | Should -Be 'a.b.c', 'a.b.c'
        $items.'a.b.c' | Should -Be $null, 1
    }

    It 'makes dictionaries with -AsHashtable' {
        Add-ScriptedAnswer $server (Get-PageBody $first $false)
        $item = Invoke-RfaGraphQL $query -All -Flatten -AsHashtable
        $item | Should -BeOfType System.Collections.Specialized.OrderedDictionary
        $item['home.town'] | Should -Be 'é'
    }

    It 'writes errors with objects in their answers' {
        Add-ScriptedAnswer $server '{"data":{"a":{"b":1},"c":null},"errors":[{"message":"No c."}]}'
        (Invoke-RfaGraphQL '{ a { b } c }' -Flatten -ErrorVariable failed -ErrorAction SilentlyContinue).'a.b' | Should -Be 1
        $failed.Exception.Response.Data.a.b | Should -Be 1
    }
}

Describe 'The progress of a list' {
    It 'has the rate, and the time left if the total is known: <count> of <total> in <seconds> s' -ForEach @(
        @{ count = 50; inThisRun = 50; total = 200L; seconds = 10; text = '50 of 200 items, 5 a second'; percent = 25; left = 30 }
        @{ count = 150; inThisRun = 50; total = 200L; seconds = 20; text = '150 of 200 items, 2.5 a second'; percent = 75; left = 20 }
        @{ count = 50; inThisRun = 50; total = $null; seconds = 10; text = '50 items, 5 a second'; percent = -1; left = -1 }
        @{ count = 50; inThisRun = 50; total = 40L; seconds = 10; text = '50 of 40 items, 5 a second'; percent = 100; left = -1 }
        @{ count = 50; inThisRun = 0; total = 100L; seconds = 1; text = '50 of 100 items'; percent = 50; left = -1 }
        @{ count = 0; inThisRun = 0; total = 0L; seconds = 0; text = '0 items'; percent = -1; left = -1 }
    ) {
        $progress = Invoke-Internal RfaAuth.Output.ListProgress Of $count, $inThisRun, $total, ([timespan]::FromSeconds($seconds))
        $progress.Describe() | Should -Be $text
        $progress.Percent, $progress.SecondsLeft | Should -Be $percent, $left
    }
}

Describe 'An export of 100,000 items' {
    It 'is written in flat memory, side by side and in order' {
        $sandbox = Start-Sandbox '--option', 'listSize=100000'
        $file = "$TestDrive/all.jsonl"
        try {
            $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
            $query = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { id number } pageInfo { hasNextPage } totalCount } }'
            $powershell = New-Script 'Invoke-RfaGraphQL $extra[0] -All -PageSize 2000 -ThrottleLimit 4 -OutFile $extra[1] -Session $session' $session, @($query, $file)
            $running = $powershell.BeginInvoke()
            $heap = [System.Collections.Generic.List[double]]::new()
            while (-not $running.IsCompleted) {
                # From the first 10,000 items on.
                if ((Test-Path "$file.partial") -and (Get-Item "$file.partial").Length -gt 300000) { $heap.Add([GC]::GetTotalMemory($true) / 1MB) }
                $null = $running.AsyncWaitHandle.WaitOne(50)
            }
            $powershell.EndInvoke($running)
            $powershell.Streams.Error | Should -BeNullOrEmpty
            $heap.Count | Should -BeGreaterThan 3
            ($heap | Measure-Object -Maximum).Maximum - $heap[0] | Should -BeLessThan 20
            $number = 0
            foreach ($line in [System.IO.File]::ReadLines($file)) {
                if (-not $line.EndsWith(",`"number`":$number}")) { throw "Line $number is $line" }
                $number++
            }
            $number | Should -Be 100000
        }
        finally {
            if ($powershell) { $powershell.Dispose() }
            Disconnect-RfaApi -Session $session
            Stop-Sandbox $sandbox
        }
    }
}
